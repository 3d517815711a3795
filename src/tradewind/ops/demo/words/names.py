"""Names: colourways, series, shops, people, places. All invented."""

from typing import NamedTuple

Pair = tuple[str, str]

COLOURS: dict[str, Pair] = {
    "white": ("月白", "White"), "cream": ("奶油", "Cream"), "oat": ("燕麦", "Oat"), "silver": ("银灰", "Silver"),
    "charcoal": ("炭黑", "Charcoal"), "navy": ("藏青", "Navy"), "mist": ("雾蓝", "Mist blue"), "sky": ("天蓝", "Sky blue"),
    "forest": ("墨绿", "Forest"), "sage": ("鼠尾草绿", "Sage"), "celadon": ("青瓷", "Celadon"), "mint": ("薄荷", "Mint"),
    "butter": ("黄油", "Butter"), "mustard": ("姜黄", "Mustard"), "caramel": ("焦糖", "Caramel"),
    "terracotta": ("陶土", "Terracotta"), "brick": ("砖红", "Brick"), "red": ("正红", "Red"), "coral": ("珊瑚", "Coral"),
    "blush": ("樱粉", "Blush"), "lavender": ("浅紫", "Lavender"), "plum": ("梅子", "Plum"),
    "burgundy": ("酒红", "Burgundy"), "cocoa": ("可可", "Cocoa"),
}  # fmt: skip

SERIES: tuple[Pair, ...] = (
    ("山岚", "Misty Hill"), ("晨雾", "Morning Mist"), ("小满", "Small Harvest"), ("听雨", "Listening Rain"),
    ("青野", "Green Field"), ("云上", "Above Clouds"), ("半夏", "Midsummer"), ("拾光", "Found Light"),
    ("竹里", "Bamboo Grove"), ("南风", "South Wind"), ("白露", "White Dew"), ("江畔", "Riverside"),
    ("慢岛", "Slow Island"), ("星野", "Starfield"), ("暖冬", "Mild Winter"), ("知秋", "First Autumn"),
    ("浮光", "Floating Light"), ("林深", "Deep Wood"), ("初见", "First Sight"), ("月见", "Moon View"),
    ("海盐", "Sea Salt"), ("花信", "Flower News"), ("松间", "Among Pines"), ("麦浪", "Wheat Wave"),
    ("微澜", "Ripple"), ("归途", "Way Home"), ("夏至", "Solstice"), ("野趣", "Wild Joy"),
    ("素年", "Plain Years"), ("远山", "Far Hills"), ("清欢", "Quiet Joy"), ("日常", "Everyday"),
)  # fmt: skip


class ShopWords(NamedTuple):
    """A shop of the demo: what it sells (category slugs), where it sends from, what it says of itself."""

    name: str
    name_en: str
    leaves: tuple[str, ...]
    region: str
    city: str
    intro: str
    intro_en: str


SHOPS: tuple[ShopWords, ...] = (
    ShopWords("山岚器物", "Hill Mist Goods", ("mugs", "tableware", "teaware", "candles"), "CN-JX", "景德镇", "在景德镇做日用器物的第九年，每一炉都自己看火。", "Nine years of everyday ware from Jingdezhen; we watch every firing ourselves."),
    ShopWords("灯下", "Under the Lamp", ("lamps", "candles"), "CN-GD", "中山", "只做让人想坐下来的光。灯具三年质保，坏了寄回来修。", "Light that makes you want to sit down. Three years' warranty, repairs by post."),
    ShopWords("木作十一", "Eleven Woodworks", ("chairs", "toys"), "CN-ZJ", "杭州", "十一个木匠，一间老厂房，做能用二十年的椅子。", "Eleven carpenters in an old factory, making chairs for twenty years of use."),
    ShopWords("一盆绿", "One Green Pot", ("plants",), "CN-YN", "昆明", "昆明大棚直发，附养护卡，到家有问题管到底。", "Straight from our greenhouses in Kunming, with a care card and real help."),
    ShopWords("慢岛香氛", "Slow Island Scents", ("candles", "scents"), "CN-SH", "上海", "小批量调香，大豆蜡与天然精油。", "Small batches, soy wax and natural oils."),
    ShopWords("半日闲茶具", "Half-day Leisure", ("teaware", "tea"), "CN-FJ", "泉州", "茶人开的茶具铺，先喝茶，再谈壶。", "A teaware shop run by tea people: tea first, pots later."),
    ShopWords("灶边", "By the Stove", ("cookware", "tableware"), "CN-ZJ", "宁波", "自己每天用的锅，才敢卖给你。", "We sell the pots we cook with every day."),
    ShopWords("早安杯", "Morning Cup", ("mugs", "tea"), "CN-GD", "潮州", "一天从一只顺手的杯子开始。", "A day begins with a cup that sits well in the hand."),
    ShopWords("风行鞋局", "Swift Shoes", ("sneakers", "hats"), "CN-FJ", "晋江", "晋江源头工厂，鞋底实验室弯折五万次再上架。", "Our own factory in Jinjiang; every sole is flexed 50,000 times first."),
    ShopWords("步履不停", "Keep Walking", ("sneakers", "bags"), "CN-GD", "广州", "为走路的人做鞋做包。", "Shoes and bags for people who walk."),
    ShopWords("素年衣橱", "Plain Years Wardrobe", ("shirts", "jackets", "hats"), "CN-ZJ", "杭州", "基本款，好面料，洗二十次再看。", "Basics in good fabric; judge them after twenty washes."),
    ShopWords("北纬四十度", "Forty North", ("jackets", "hats"), "CN-BJ", "北京", "为北方的风做外套。", "Jackets made for northern wind."),
    ShopWords("白日梦T", "Daydream Tees", ("shirts",), "CN-GD", "深圳", "插画师的T恤工作室，每月四个新图案。", "Illustrators who print T-shirts: four new drawings a month."),
    ShopWords("行囊", "Pack and Go", ("bags",), "CN-HE", "保定", "白沟老厂，给上班路和远行各做一只包。", "An old Baigou workshop: one bag for the commute, one for the road."),
    ShopWords("皮匠小馆", "The Little Saddlery", ("bags", "watches"), "CN-GD", "广州", "头层牛皮，手缝边，用旧了更好看。", "Full-grain leather, hand-stitched, better with age."),
    ShopWords("星野数码", "Starfield Digital", ("phones", "headphones", "watches", "speakers"), "CN-GD", "深圳", "华强北老店，七天试用，两年质保。", "An old Huaqiangbei shop: seven days' trial, two years' warranty."),
    ShopWords("听見", "Hear Here", ("headphones", "speakers"), "CN-GD", "东莞", "声学工程师开的店，只卖自己调过音的。", "Run by acoustic engineers; we tune what we sell."),
    ShopWords("掌上未来", "Palm Future", ("phones", "speakers"), "CN-BJ", "北京", "手机与配件，现货当天发。", "Phones and accessories, sent the same day."),
    ShopWords("刻度腕表", "Scale Watches", ("watches",), "CN-FJ", "漳州", "做简单、走得准的表。", "Simple watches that keep time."),
    ShopWords("花信护肤", "Flower News Skin Care", ("skincare", "makeup"), "CN-SH", "上海", "成分写得清清楚楚，敏感肌也放心。", "Ingredients in plain words, gentle enough for sensitive skin."),
    ShopWords("素颜研究所", "Bare Skin Lab", ("skincare",), "CN-GD", "广州", "三位配方师，一间实验室，少即是多。", "Three formulators and one lab; less is more."),
    ShopWords("樱桃彩妆", "Cherry Colour", ("makeup", "scents"), "CN-ZJ", "杭州", "新手也能画好的颜色。", "Colours a beginner can wear."),
    ShopWords("皂事", "Soap Story", ("scents", "skincare"), "CN-YN", "大理", "洱海边的冷制皂工坊，晾足四十五天。", "A cold-process soap workshop by Erhai Lake, cured 45 days."),
    ShopWords("果然鲜", "Fresh Indeed", ("fruit",), "CN-SN", "咸阳", "自家果园，早上摘，下午发。", "Our own orchards: picked in the morning, sent in the afternoon."),
    ShopWords("阿妹果园", "Amei's Orchard", ("fruit", "snacks"), "CN-JX", "赣州", "赣南三百亩果园，坏果拍照就赔。", "Three hundred mu in Gannan; send a photo, we refund bad fruit."),
    ShopWords("明前茶行", "First Pick Tea", ("tea",), "CN-ZJ", "杭州", "三代人做茶，只卖当年新茶。", "Three generations in tea; only this year's harvest."),
    ShopWords("街角烘焙", "Corner Roastery", ("tea", "snacks"), "CN-SC", "成都", "每周二、五烘豆，烘完才发货。", "We roast on Tuesdays and Fridays and ship what we roast."),
    ShopWords("松鼠的储藏室", "The Squirrel's Pantry", ("snacks",), "CN-AH", "芜湖", "坚果、饼干、蜂蜜，都是自家人吃的那种。", "Nuts, cookies and honey of the kind we eat at home."),
    ShopWords("纸上花园书店", "Garden on Paper", ("books", "stationery"), "CN-JS", "南京", "独立书店，每本书都有人读过才上架。", "An independent bookshop; somebody here has read every book."),
    ShopWords("小满文具", "Small Harvest Stationery", ("stationery",), "CN-SH", "上海", "写字的人都懂的小快乐。", "Small joys for people who write."),
    ShopWords("云朵绘本馆", "Cloud Picture Books", ("books", "plush"), "CN-HB", "武汉", "给孩子挑书、挑玩偶，慢慢挑。", "Books and soft toys for children, chosen slowly."),
    ShopWords("抱抱熊", "Hug Bear", ("plush", "toys"), "CN-JS", "扬州", "扬州老厂，每只玩偶都过针检。", "An old Yangzhou workshop; every toy passes the needle check."),
    ShopWords("木头和孩子", "Wood and Child", ("toys",), "CN-ZJ", "丽水", "榉木、水性漆、圆角，做能传下去的玩具。", "Beech, water-based paint, round edges: toys to hand down."),
    ShopWords("屋里厢", "Inside the House", ("lamps", "chairs", "plants", "mugs"), "CN-SH", "上海", "把家慢慢布置成喜欢的样子。", "Making a home into what you like, slowly."),
)  # fmt: skip

SURNAMES = tuple(
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾夏韦付方邹"
)
GIVEN = ("晓雯", "子涵", "思远", "一诺", "雨桐", "浩然", "欣怡", "俊杰", "梦洁", "志强", "佳宁", "文博", "静怡", "宇轩", "若溪", "建国", "诗涵",
         "明轩", "婷婷", "海燕", "书瑶", "天佑", "丽华", "景行", "安然", "乐天", "敏", "磊", "芳", "洋", "静", "伟", "楠", "倩", "涛", "颖")  # fmt: skip
ENGLISH_NAMES = (
    "Anna",
    "Ben",
    "Clara",
    "David",
    "Emma",
    "Felix",
    "Grace",
    "Hugo",
    "Iris",
    "Jonas",
    "Kate",
    "Leo",
    "Mia",
    "Noah",
    "Olive",
    "Paul",
)

# region code, city, district, street
PLACES: tuple[tuple[str, str, str, str], ...] = (
    ("CN-SH", "上海", "徐汇区", "永嘉路"), ("CN-SH", "上海", "杨浦区", "大学路"), ("CN-SH", "上海", "浦东新区", "锦绣路"),
    ("CN-BJ", "北京", "朝阳区", "望京街"), ("CN-BJ", "北京", "海淀区", "知春路"), ("CN-GD", "广州", "天河区", "体育西路"),
    ("CN-GD", "深圳", "南山区", "科苑路"), ("CN-GD", "东莞", "南城街道", "鸿福路"), ("CN-ZJ", "杭州", "西湖区", "文三路"),
    ("CN-ZJ", "宁波", "鄞州区", "中河街"), ("CN-JS", "南京", "鼓楼区", "汉口路"), ("CN-JS", "苏州", "姑苏区", "平江路"),
    ("CN-SC", "成都", "武侯区", "玉林西路"), ("CN-SC", "成都", "锦江区", "东大街"), ("CN-HB", "武汉", "武昌区", "中南路"),
    ("CN-HN", "长沙", "岳麓区", "麓山路"), ("CN-SN", "西安", "雁塔区", "小寨东路"), ("CN-SD", "青岛", "市南区", "香港中路"),
    ("CN-SD", "济南", "历下区", "泉城路"), ("CN-FJ", "厦门", "思明区", "环岛路"), ("CN-FJ", "福州", "鼓楼区", "五四路"),
    ("CN-CQ", "重庆", "渝中区", "中山四路"), ("CN-TJ", "天津", "和平区", "大沽路"), ("CN-HA", "郑州", "金水区", "花园路"),
    ("CN-AH", "合肥", "蜀山区", "潜山路"), ("CN-LN", "大连", "中山区", "人民路"), ("CN-LN", "沈阳", "和平区", "青年大街"),
    ("CN-HL", "哈尔滨", "南岗区", "果戈里大街"), ("CN-YN", "昆明", "五华区", "翠湖北路"), ("CN-GX", "南宁", "青秀区", "民族大道"),
    ("CN-GZ", "贵阳", "云岩区", "中华北路"), ("CN-JX", "南昌", "红谷滩区", "丰和大道"), ("CN-HE", "石家庄", "长安区", "中山东路"),
    ("CN-GS", "兰州", "城关区", "庆阳路"), ("CN-XJ", "乌鲁木齐", "天山区", "解放北路"), ("CN-NM", "呼和浩特", "赛罕区", "大学东街"),
    ("CN-HI", "海口", "龙华区", "滨海大道"),
)  # fmt: skip
CARRIERS = (
    ("顺丰速运", "SF"),
    ("中通快递", "ZT"),
    ("圆通速递", "YT"),
    ("韵达快递", "YD"),
    ("京东物流", "JD"),
    ("邮政EMS", "EM"),
)
NOTES = (
    "",
    "",
    "",
    "",
    "",
    "",
    "请尽快发货，谢谢",
    "放门口就好",
    "工作日送公司前台",
    "送人的，请包装好一点",
    "周末再送",
    "Please leave it at the door",
)
