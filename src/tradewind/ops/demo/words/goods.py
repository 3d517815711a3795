"""What the demo's shops sell: the category tree, the facts each category asks for, and kinds of goods with their words.

Every text stands in Chinese and English. Prices are yuan, from and to; weights grams.
"""

from typing import NamedTuple

Pair = tuple[str, str]


class Fact(NamedTuple):
    """An attribute of a category. `values`: what listings state, in both languages; as choices when `choice`."""

    code: str
    name: str
    name_en: str
    values: tuple[Pair, ...]
    choice: bool = False
    required: bool = False


class Kind(NamedTuple):
    """A kind of goods: what is drawn, what it is called, what it costs. `sizes` names a row of SIZES."""

    shelf: str
    form: int
    noun: str
    noun_en: str
    price: tuple[int, int]
    weight_g: int
    qualities: tuple[Pair, ...]
    sizes: str = ""


class Leaf(NamedTuple):
    """A category that holds listings. `colours`: the colourways its goods come in."""

    slug: str
    name: str
    name_en: str
    colours: tuple[str, ...]
    facts: tuple[Fact, ...]
    kinds: tuple[Kind, ...]
    extras: tuple[Pair, ...]


class Root(NamedTuple):
    """A top category."""

    slug: str
    name: str
    name_en: str
    leaves: tuple[Leaf, ...]


# Option rows: name, and values with what they add to the price in per cent.
SIZES: dict[str, tuple[Pair, tuple[tuple[str, str, int], ...]]] = {
    "shoe": (("尺码", "Size"), (("37", "37", 0), ("39", "39", 0), ("41", "41", 0), ("43", "43", 0))),
    "cloth": (("尺码", "Size"), (("S", "S", 0), ("M", "M", 0), ("L", "L", 0), ("XL", "XL", 4))),
    "memory": (("存储", "Storage"), (("128GB", "128 GB", 0), ("256GB", "256 GB", 13), ("512GB", "512 GB", 32))),
    "cup": (("容量", "Volume"), (("350ml", "350 ml", 0), ("500ml", "500 ml", 18))),
    "bottle": (("净含量", "Volume"), (("50ml", "50 ml", 0), ("100ml", "100 ml", 62))),
    "pack": (("规格", "Pack"), (("1件装", "Single", 0), ("2件装", "Set of 2", 88))),
    "kilo": (("规格", "Weight"), (("1.5kg", "1.5 kg", 0), ("2.5kg", "2.5 kg", 55), ("礼盒 4kg", "Gift box 4 kg", 160))),
    "gram": (("规格", "Weight"), (("100g", "100 g", 0), ("250g", "250 g", 118), ("500g", "500 g", 320))),
    "plant": (("尺寸", "Size"), (("小号 15cm盆", "Small, 15 cm pot", 0), ("中号 21cm盆", "Medium, 21 cm pot", 70))),
    "toy": (("尺寸", "Size"), (("30cm", "30 cm", 0), ("45cm", "45 cm", 48))),
}

_EARTH = ("cream", "terracotta", "sage", "celadon", "charcoal", "oat", "mist", "white")
_SOFT = ("cream", "blush", "sage", "lavender", "mist", "butter", "mint", "white")
_WEAR = ("white", "charcoal", "navy", "oat", "sage", "brick", "mustard", "mist", "forest", "burgundy")
_TECH = ("charcoal", "white", "silver", "mist", "navy", "mint", "blush", "sage")
_BOLD = ("navy", "coral", "forest", "mustard", "burgundy", "sky", "plum", "brick", "mint")

_MATERIAL = "材质", "Material"


def _material(*values: Pair) -> Fact:
    return Fact("material", *_MATERIAL, values, True, True)


def _plain(*values: str) -> tuple[Pair, ...]:
    """Values that read the same in every language."""
    return tuple((value, "") for value in values)


_ORIGIN = Fact("origin", "产地", "Made in", (
    ("景德镇", "Jingdezhen"), ("杭州", "Hangzhou"), ("佛山", "Foshan"), ("宁波", "Ningbo"), ("泉州", "Quanzhou"),
), True)  # fmt: skip

HOME = Root("home", "家居生活", "Home and living", (
    Leaf("lamps", "灯具", "Lamps", ("cream", "brick", "sage", "charcoal", "mustard", "blush", "white", "mist"), (
        _material(("金属", "Metal"), ("布艺", "Fabric"), ("玻璃", "Glass"), ("实木", "Wood")),
        Fact("light", "光源", "Light source", _plain("LED 3000K", "LED 3000–4000K", "E27"), True),
        Fact("power-w", "功率 W", "Power, W", _plain("5", "7", "9", "12")),
    ), (
        Kind("lamps", 0, "布罩台灯", "fabric table lamp", (129, 269), 1600, (("暖光", "warm light"), ("触控三档", "three-step touch"), ("床头", "bedside"))),
        Kind("lamps", 1, "蘑菇氛围灯", "mushroom lamp", (99, 239), 1300, (("玻璃", "glass"), ("中古", "mid-century"), ("无极调光", "dimmable"))),
        Kind("lamps", 2, "弯臂落地灯", "arched floor lamp", (199, 459), 4800, (("阅读", "reading"), ("客厅", "living room"), ("黄铜", "brass"))),
        Kind("lamps", 3, "餐厅吊灯", "pendant lamp", (159, 389), 1900, (("手工纸", "handmade paper"), ("金属罩", "metal shade"), ("北欧", "Nordic"))),
    ), (("护眼不频闪", "flicker-free"), ("遥控款", "with remote"), ("租房友好", "easy to fit"))),
    Leaf("chairs", "椅凳", "Chairs and stools", ("oat", "terracotta", "sage", "charcoal", "mustard", "mist", "burgundy", "cream"), (
        _material(("橡木", "Oak"), ("白蜡木", "Ash"), ("胡桃木", "Walnut"), ("棉麻", "Linen")),
        Fact("load-kg", "承重 kg", "Holds, kg", _plain("120", "150", "180")),
        Fact("assembly", "安装", "Assembly", (("免安装", "None"), ("10分钟", "10 min")), True),
    ), (
        Kind("chairs", 0, "实木餐椅", "wooden dining chair", (189, 429), 6200, (("软包", "cushioned"), ("温莎", "Windsor"), ("榫卯", "joinery"))),
        Kind("chairs", 1, "单人沙发椅", "armchair", (499, 1299), 18500, (("羊羔绒", "bouclé"), ("科技布", "easy-clean"), ("高背", "high-back"))),
        Kind("chairs", 2, "圆面高脚凳", "round stool", (109, 259), 3900, (("软座", "soft-top"), ("吧台", "counter"), ("换鞋", "hallway"))),
    ), (("小户型", "for small rooms"), ("久坐不累", "made for long evenings"), ("可叠放收纳", "stackable"))),
    Leaf("plants", "绿植盆栽", "Plants", ("terracotta", "white", "sage", "charcoal", "mustard", "mist", "blush"), (
        Fact("light-need", "光照", "Light", (("耐阴", "Shade"), ("散射光", "Indirect"), ("喜阳", "Sun")), True, True),
        Fact("water", "浇水", "Watering", (("每周一次", "Weekly"), ("两周一次", "Every two weeks"), ("见干见湿", "When dry")), True),
    ), (
        Kind("plants", 0, "龟背竹", "monstera", (39, 129), 3200, (("大叶", "large-leaf"), ("净化空气", "air-purifying"), ("带盆", "potted")), "plant"),
        Kind("plants", 1, "虎皮兰", "snake plant", (29, 99), 2600, (("金边", "golden-edge"), ("懒人", "easy-care"), ("卧室", "bedroom")), "plant"),
        Kind("plants", 2, "仙人掌", "cactus", (19, 79), 1400, (("开花", "flowering"), ("桌面", "desktop"), ("防辐射", "windowsill")), "plant"),
        Kind("plants", 3, "油橄榄小树", "olive tree", (59, 189), 3800, (("造型", "shaped"), ("阳台", "balcony"), ("四季常青", "evergreen")), "plant"),
    ), (("含营养土", "with soil"), ("坏果包赔", "arrives alive"), ("送养护卡", "with care card"))),
    Leaf("candles", "香薰花器", "Candles and vases", _SOFT, (
        _material(("大豆蜡", "Soy wax"), ("玻璃", "Glass"), ("陶瓷", "Ceramic")),
        Fact("scent", "香型", "Scent", (("木质", "Woody"), ("花香", "Floral"), ("柑橘", "Citrus"), ("茶香", "Tea"), ("无香", "None")), True),
    ), (
        Kind("candles", 0, "香薰蜡烛", "scented candle", (49, 139), 420, (("大豆蜡", "soy wax"), ("雪松", "cedar"), ("白茶", "white tea")), "pack"),
        Kind("candles", 1, "无火香薰", "reed diffuser", (59, 169), 480, (("藤条", "rattan"), ("桂花", "osmanthus"), ("海盐鼠尾草", "sea salt and sage")), "bottle"),
        Kind("candles", 2, "花瓶干花套装", "vase with dried flowers", (45, 149), 900, (("奶油风", "cream"), ("手捏", "hand-pinched"), ("侘寂", "wabi-sabi"))),
    ), (("送礼自用", "for gifts"), ("卧室助眠", "for calm evenings"), ("持久留香", "long-lasting"))),
))  # fmt: skip

KITCHEN = Root("kitchen", "厨房餐具", "Kitchen", (
    Leaf("mugs", "杯具", "Mugs and cups", _EARTH, (
        _material(("陶瓷", "Ceramic"), ("粗陶", "Stoneware"), ("316不锈钢", "316 stainless steel"), ("玻璃", "Glass")),
        Fact("microwave", "可微波", "Microwave safe", (("是", "Yes"), ("否", "No")), True), _ORIGIN,
    ), (
        Kind("mugs", 0, "马克杯", "mug", (29, 89), 380, (("手绘", "hand-painted"), ("高温瓷", "porcelain"), ("波点", "dotted")), "cup"),
        Kind("mugs", 1, "拿铁大肚杯", "latte mug", (35, 99), 420, (("窑变", "reactive-glaze"), ("粗陶", "stoneware"), ("撞色", "two-tone")), "cup"),
        Kind("mugs", 2, "随行咖啡杯", "travel cup", (49, 129), 310, (("保温", "insulated"), ("防漏", "leak-proof"), ("竹纤维", "bamboo fibre")), "cup"),
    ), (("办公室", "for the office"), ("情侣对杯", "for two"), ("礼盒装", "gift-boxed"))),
    Leaf("tableware", "碗盘", "Bowls and plates", _EARTH, (
        _material(("陶瓷", "Ceramic"), ("骨瓷", "Bone china"), ("粗陶", "Stoneware")),
        Fact("dishwasher", "可洗碗机", "Dishwasher safe", (("是", "Yes"), ("否", "No")), True), _ORIGIN,
    ), (
        Kind("bowls", 0, "拉面碗", "ramen bowl", (25, 79), 620, (("釉下彩", "underglaze"), ("加深", "deep"), ("日式", "Japanese-style")), "pack"),
        Kind("bowls", 1, "套碗三件套", "nesting bowls", (59, 149), 1350, (("渐变釉", "graded-glaze"), ("家用", "everyday"), ("奶油色", "creamy"))),
        Kind("bowls", 2, "浅口餐盘", "dinner plate", (29, 99), 540, (("描金", "gold-rimmed"), ("花环", "wreath"), ("西餐", "serving")), "pack"),
    ), (("轻奢摆盘", "for a set table"), ("乔迁送礼", "for a new home"), ("加厚防烫", "thick-walled"))),
    Leaf("teaware", "茶具", "Teaware", ("celadon", "white", "cocoa", "charcoal", "terracotta", "mist", "forest", "burgundy"), (
        _material(("紫砂", "Zisha"), ("青瓷", "Celadon"), ("陶瓷", "Ceramic"), ("铸铁", "Cast iron")),
        Fact("volume-ml", "容量 ml", "Volume, ml", _plain("180", "220", "300", "600")), _ORIGIN,
    ), (
        Kind("teaware", 0, "圆壶", "round teapot", (69, 239), 560, (("手工", "handmade"), ("龙泉青瓷", "Longquan celadon"), ("功夫茶", "gongfu"))),
        Kind("teaware", 1, "提梁壶", "bail-handle teapot", (99, 329), 780, (("铸铁", "cast-iron"), ("侧把", "classic"), ("围炉煮茶", "hearth"))),
        Kind("teaware", 2, "一壶两杯茶具", "teapot with two cups", (119, 369), 1250, (("便携", "portable"), ("汝窑", "Ru-glaze"), ("竹盘", "bamboo-tray"))),
    ), (("礼盒装", "gift-boxed"), ("出水利落", "clean pour"), ("开片可养", "crackle glaze"))),
    Leaf("cookware", "锅具水壶", "Cookware", ("cream", "brick", "forest", "charcoal", "mist", "butter", "coral", "navy"), (
        _material(("珐琅铸铁", "Enamelled iron"), ("不粘铝", "Non-stick"), ("304不锈钢", "304 stainless steel")),
        Fact("hob", "适用炉灶", "Hob", (("通用", "All"), ("明火", "Gas"), ("电磁炉", "Induction")), True, True),
    ), (
        Kind("cookware", 0, "珐琅炖锅", "enamelled casserole", (199, 499), 4200, (("22cm", "22 cm"), ("24cm", "24 cm"), ("焖烧", "slow-cook"))),
        Kind("cookware", 1, "不粘煎锅", "non-stick pan", (79, 219), 1250, (("麦饭石", "stone-coated"), ("少油", "low-oil"), ("28cm", "28 cm"))),
        Kind("cookware", 2, "细口手冲壶", "gooseneck kettle", (119, 299), 980, (("控温", "temperature-control"), ("咖啡", "pour-over"), ("1L", "1 litre"))),
        Kind("jars", 0, "密封储物罐", "storage jar", (25, 79), 520, (("竹盖", "bamboo-lid"), ("杂粮", "pantry"), ("1.2L", "1.2 litre")), "pack"),
    ), (("一锅到底", "from hob to table"), ("易清洗", "easy to clean"), ("新厨必备", "for a first kitchen"))),
))  # fmt: skip

WEAR = Root("wear", "服饰鞋包", "Fashion", (
    Leaf("sneakers", "运动休闲鞋", "Sneakers", _WEAR, (
        Fact("upper", "鞋面", "Upper", (("网面", "Mesh"), ("帆布", "Canvas"), ("超纤", "Microfibre"), ("头层牛皮", "Full-grain leather")), True, True),
        Fact("season", "季节", "Season", (("四季", "All year"), ("春秋", "Spring/autumn"), ("夏", "Summer")), True),
    ), (
        Kind("sneakers", 0, "轻量跑步鞋", "lightweight running shoes", (159, 399), 760, (("缓震", "cushioned"), ("透气", "breathable"), ("复古", "retro")), "shoe"),
        Kind("sneakers", 1, "高帮帆布鞋", "high-top canvas shoes", (89, 229), 880, (("经典", "classic"), ("加厚底", "thick-sole"), ("水洗", "washed")), "shoe"),
    ), (("男女同款", "unisex"), ("通勤百搭", "goes with everything"), ("防滑耐磨", "grippy sole"))),
    Leaf("jackets", "外套卫衣", "Jackets and hoodies", _WEAR, (
        Fact("fabric", "面料", "Fabric", (("棉", "Cotton"), ("尼龙", "Nylon"), ("羊毛混纺", "Wool blend"), ("羽绒", "Down")), True, True),
        Fact("fit", "版型", "Fit", (("宽松", "Loose"), ("常规", "Regular"), ("修身", "Slim")), True),
    ), (
        Kind("jackets", 0, "立领夹克", "zip jacket", (199, 599), 980, (("防风", "windproof"), ("撞色", "colour-block"), ("轻羽绒", "light down")), "cloth"),
        Kind("jackets", 1, "连帽卫衣", "hoodie", (129, 299), 720, (("重磅", "heavyweight"), ("加绒", "fleece-lined"), ("印花", "printed")), "cloth"),
    ), (("春秋款", "for spring and autumn"), ("情侣款", "unisex"), ("不易起球", "pill-resistant"))),
    Leaf("shirts", "T恤", "T-shirts", _WEAR, (
        Fact("fabric", "面料", "Fabric", (("新疆棉", "Xinjiang cotton"), ("莫代尔", "Modal"), ("亚麻", "Linen")), True, True),
        Fact("gsm", "克重 g/m²", "Weight, g/m²", _plain("180", "220", "260")),
    ), (
        Kind("shirts", 0, "圆领T恤", "crew-neck T-shirt", (49, 149), 240, (("重磅纯棉", "heavy cotton"), ("条纹", "striped"), ("印花", "printed"), ("冰丝", "cooling")), "cloth"),
    ), (("不透不变形", "keeps its shape"), ("宽松显瘦", "easy fit"), ("三件更省", "better in threes"))),
    Leaf("bags", "箱包", "Bags", ("caramel", "charcoal", "forest", "cream", "burgundy", "navy", "mist", "mustard"), (
        _material(("帆布", "Canvas"), ("头层牛皮", "Full-grain leather"), ("防泼水尼龙", "Water-repellent nylon")),
        Fact("laptop", "可放电脑", "Fits a laptop", (("否", "No"), ("13寸", "Up to 13 in"), ("15寸", "Up to 15 in")), True),
    ), (
        Kind("bags", 0, "托特包", "tote", (69, 259), 520, (("大容量", "roomy"), ("帆布", "canvas"), ("印花", "printed"))),
        Kind("bags", 1, "双肩包", "backpack", (129, 399), 890, (("通勤", "commuter"), ("防泼水", "water-repellent"), ("轻旅行", "weekend"))),
        Kind("bags", 2, "单肩小方包", "shoulder bag", (139, 459), 610, (("复古锁扣", "lock-clasp"), ("头层牛皮", "leather"), ("翻盖", "flap"))),
    ), (("上班上学", "for work and school"), ("质感五金", "solid fittings"), ("自重轻", "light to carry"))),
    Leaf("hats", "帽子", "Hats", _WEAR, (
        _material(("棉", "Cotton"), ("羊毛", "Wool"), ("腈纶", "Acrylic")),
        Fact("girth-cm", "头围 cm", "Head, cm", _plain("54-58", "56-60", "57-61")),
    ), (
        Kind("hats", 0, "帽子", "hat", (39, 129), 140, (("百搭", "everyday"), ("街头", "street"), ("加厚", "thick"))),
    ), (("显脸小", "flattering"), ("四季可戴", "all year round"), ("可折叠", "packable"))),
))  # fmt: skip

TECH = Root("tech", "数码电器", "Electronics", (
    Leaf("phones", "手机", "Phones", _TECH, (
        Fact("screen-in", "屏幕 英寸", "Screen, in", _plain("6.1", "6.4", "6.7"), False, True),
        Fact("battery", "电池 mAh", "Battery, mAh", _plain("4500", "5000", "5500")),
        Fact("network", "网络", "Network", _plain("5G", "4G"), True),
    ), (
        Kind("phones", 0, "全面屏手机", "smartphone", (1299, 3999), 420, (("长续航", "long-life"), ("影像", "camera"), ("轻薄", "slim")), "memory"),
        Kind("phones", 1, "影像旗舰手机", "camera phone", (2499, 5499), 440, (("三摄", "triple-lens"), ("长焦", "telephoto"), ("素皮", "soft-back")), "memory"),
    ), (("全国联保", "two-year warranty"), ("以旧换新", "trade-in"), ("支持eSIM", "eSIM ready"))),
    Leaf("headphones", "耳机", "Headphones", _TECH, (
        Fact("wear", "佩戴", "Style", (("头戴", "Over-ear"), ("入耳", "In-ear")), True, True),
        Fact("hours", "续航 小时", "Battery, h", _plain("24", "30", "40", "60")),
    ), (
        Kind("headphones", 0, "头戴式耳机", "over-ear headphones", (199, 899), 520, (("主动降噪", "noise-cancelling"), ("无线", "wireless"), ("录音室", "studio"))),
        Kind("headphones", 1, "真无线耳机", "wireless earbuds", (99, 599), 160, (("降噪", "noise-cancelling"), ("通透", "transparency"), ("运动", "sport"))),
    ), (("低延迟", "low latency"), ("快充", "quick charge"), ("双设备连接", "two devices"))),
    Leaf("watches", "手表", "Watches", ("caramel", "charcoal", "navy", "forest", "cream", "burgundy", "silver", "coral"), (
        Fact("case-mm", "表径 mm", "Case, mm", _plain("36", "38", "40", "44"), False, True),
        Fact("water-atm", "防水 ATM", "Water, ATM", _plain("3", "5", "10"), True),
    ), (
        Kind("watches", 0, "石英腕表", "quartz watch", (199, 899), 180, (("极简", "minimal"), ("真皮", "leather-strap"), ("蓝宝石镜面", "sapphire"))),
        Kind("watches", 1, "智能手表", "smartwatch", (299, 1299), 210, (("运动", "sport"), ("血氧", "health"), ("独立通话", "calling"))),
    ), (("送礼", "gift-ready"), ("两年质保", "two-year warranty"), ("可换表带", "swappable strap"))),
    Leaf("speakers", "音箱与配件", "Speakers and accessories", _TECH, (
        Fact("link", "连接", "Connection", (("蓝牙5.3", "Bluetooth 5.3"), ("有线", "Wired"), ("三模", "Three modes")), True, True),
        Fact("warranty", "质保", "Warranty", (("1年", "1 year"), ("2年", "2 years")), True),
    ), (
        Kind("speakers", 0, "蓝牙音箱", "bluetooth speaker", (129, 599), 900, (("户外防水", "waterproof"), ("360°环绕", "360°"), ("桌面", "desktop"))),
        Kind("speakers", 1, "复古木质音箱", "wooden speaker", (299, 1199), 2600, (("双喇叭", "two-way"), ("胡桃木", "walnut"), ("客厅", "living room"))),
        Kind("speakers", 2, "移动电源", "power bank", (79, 239), 380, (("20000mAh", "20,000 mAh"), ("自带线", "built-in cable"), ("可上飞机", "flight-safe"))),
        Kind("keyboards", 0, "机械键盘", "mechanical keyboard", (169, 699), 980, (("热插拔", "hot-swap"), ("静音轴", "quiet"), ("三模", "wireless"))),
    ), (("即插即用", "plug and play"), ("国行正品", "full warranty"), ("高颜值", "looks good on a desk"))),
))  # fmt: skip

CARE = Root("care", "美妆个护", "Beauty", (
    Leaf("skincare", "护肤", "Skin care", _SOFT, (
        Fact("skin", "适合肤质", "Skin type", (("所有", "All"), ("干性", "Dry"), ("油性", "Oily"), ("敏感", "Sensitive")), True, True),
        Fact("shelf-life", "保质期", "Shelf life", (("3年", "3 years"),), True),
    ), (
        Kind("skincare", 0, "身体乳", "body lotion", (39, 129), 420, (("烟酰胺", "niacinamide"), ("乳木果", "shea"), ("樱花", "cherry blossom")), "pack"),
        Kind("skincare", 1, "精华液", "serum", (79, 299), 160, (("玻尿酸", "hyaluronic"), ("维C", "vitamin C"), ("胜肽", "peptide")), "bottle"),
        Kind("skincare", 2, "面霜", "face cream", (89, 269), 220, (("神经酰胺", "ceramide"), ("保湿", "moisturising"), ("修护", "repair")), "bottle"),
        Kind("skincare", 3, "洁面乳", "cleanser", (35, 119), 180, (("氨基酸", "amino acid"), ("绿茶", "green tea"), ("控油", "clarifying")), "pack"),
    ), (("敏感肌可用", "for sensitive skin"), ("无酒精香精", "no alcohol, no perfume"), ("送旅行装", "with travel size"))),
    Leaf("makeup", "彩妆", "Make-up", ("coral", "brick", "blush", "burgundy", "plum", "red", "terracotta"), (
        Fact("finish", "妆效", "Finish", (("哑光", "Matte"), ("水光", "Dewy"), ("丝绒", "Velvet"), ("珠光", "Shimmer")), True, True),
        Fact("shelf-life", "保质期", "Shelf life", (("3年", "3 years"),), True),
    ), (
        Kind("makeup", 0, "口红", "lipstick", (49, 189), 60, (("丝绒", "velvet"), ("滋润", "moisturising"), ("不沾杯", "transfer-proof"))),
        Kind("makeup", 1, "四色眼影盘", "eyeshadow quad", (59, 199), 110, (("大地色", "earth-tone"), ("蜜桃", "peach"), ("细闪", "fine-shimmer"))),
    ), (("新手友好", "easy to use"), ("黄皮显白", "flattering on warm skin"), ("约会通勤", "day to night"))),
    Leaf("scents", "香水香皂", "Perfume and soap", _SOFT, (
        Fact("notes", "香调", "Notes", (("木质", "Woody"), ("花香", "Floral"), ("柑橘", "Citrus"), ("茶香", "Tea")), True, True),
        Fact("for-whom", "适用", "For", (("通用", "Everyone"), ("女士", "Women"), ("男士", "Men")), True),
    ), (
        Kind("scents", 0, "淡香水", "eau de toilette", (99, 359), 280, (("白茶", "white tea"), ("无花果", "fig"), ("檀木", "sandalwood")), "bottle"),
        Kind("scents", 1, "手工皂", "handmade soap", (25, 79), 330, (("冷制", "cold-process"), ("燕麦", "oat"), ("艾草", "mugwort")), "pack"),
    ), (("小众香", "small-batch"), ("送礼体面", "a gift that pleases"), ("留香持久", "lasting"))),
))  # fmt: skip

FOOD = Root("food", "食品生鲜", "Food", (
    Leaf("fruit", "新鲜水果", "Fresh fruit", ("white", "mist", "sage", "brick", "celadon", "butter"), (
        Fact("from", "产地", "From", (("山东烟台", "Yantai"), ("江西赣州", "Ganzhou"), ("陕西洛川", "Luochuan"), ("云南蒙自", "Mengzi"), ("新疆吐鲁番", "Turpan")), True, True),
        Fact("keep", "保存", "Keep", (("冷藏7天", "7 days in the fridge"), ("常温3天", "3 days at room temperature")), True),
    ), (
        Kind("fruit", 0, "当季鲜果", "seasonal fruit", (29, 69), 1700, (("脆甜", "crisp"), ("爆汁", "juicy"), ("产地直发", "from the orchard")), "kilo"),
        Kind("fruit", 1, "水果礼篮", "fruit bowl selection", (69, 139), 2600, (("五种拼配", "five kinds"), ("节日", "festive"), ("精选大果", "large-grade"))),
        Kind("fruit", 2, "葡萄", "grapes", (35, 89), 1600, (("阳光", "sun-ripened"), ("无籽", "seedless"), ("玫瑰香", "muscat")), "kilo"),
    ), (("坏果包赔", "bad ones replaced"), ("现摘现发", "picked to order"), ("顺丰冷链", "cold chain"))),
    Leaf("tea", "茶叶咖啡", "Tea and coffee", ("forest", "brick", "navy", "cocoa", "mustard", "cream", "burgundy"), (
        Fact("kind", "品类", "Kind", (("绿茶", "Green"), ("红茶", "Black"), ("乌龙", "Oolong"), ("白茶", "White"), ("咖啡", "Coffee")), True, True),
        Fact("shelf-life", "保质期", "Shelf life", (("12个月", "12 months"), ("18个月", "18 months"), ("24个月", "24 months")), True),
    ), (
        Kind("tea", 0, "罐装茶叶", "tea in a tin", (49, 259), 260, (("明前龙井", "first-pick Longjing"), ("正山小种", "Lapsang"), ("蜜兰香单丛", "honey-orchid Dancong")), "gram"),
        Kind("tea", 1, "咖啡豆", "coffee beans", (45, 119), 240, (("云南日晒", "natural Yunnan"), ("深烘拼配", "dark blend"), ("耶加雪菲", "Yirgacheffe")), "gram"),
    ), (("新茶上市", "this year's harvest"), ("现烘现发", "roasted to order"), ("口粮茶", "for every day"))),
    Leaf("snacks", "零食蜂蜜", "Snacks and honey", ("mustard", "coral", "sage", "plum", "caramel", "sky", "brick"), (
        Fact("flavour", "口味", "Flavour", (("原味", "Plain"), ("咸蛋黄", "Salted yolk"), ("海盐", "Sea salt"), ("可可", "Cocoa"), ("槐花", "Acacia")), True, True),
        Fact("shelf-life", "保质期", "Shelf life", (("6个月", "6 months"), ("9个月", "9 months"), ("18个月", "18 months")), True),
    ), (
        Kind("snacks", 0, "每日坚果", "mixed nuts", (35, 109), 520, (("低温烘焙", "slow-roasted"), ("独立包装", "single packs"), ("七种混合", "seven kinds")), "gram"),
        Kind("snacks", 1, "黄油曲奇", "butter cookies", (25, 79), 380, (("手工", "hand-cut"), ("巧克力豆", "chocolate chip"), ("低糖", "low-sugar")), "pack"),
        Kind("snacks", 2, "土蜂蜜", "raw honey", (39, 129), 650, (("百花", "wildflower"), ("槐花", "acacia"), ("桂花", "osmanthus")), "pack"),
    ), (("下午茶", "for tea time"), ("办公室囤货", "for the desk drawer"), ("儿童可吃", "children like it"))),
))  # fmt: skip

BOOKS = Root("books", "图书文具", "Books and stationery", (
    Leaf("books", "图书", "Books", _BOLD, (
        Fact("binding", "装帧", "Binding", (("精装", "Hardback"), ("平装", "Paperback")), True, True),
        Fact("pages", "页数", "Pages", _plain("192", "256", "320", "416")),
    ), (
        Kind("books", 0, "散文集", "essays", (29, 69), 420, (("山中来信", "Letters from the Hills"), ("慢慢走", "Walking Slowly"), ("雨天的厨房", "A Kitchen in the Rain"), ("纸上花园", "A Garden on Paper"))),
        Kind("books", 1, "长篇小说三册", "novel in three volumes", (79, 159), 1150, (("长河", "The Long River"), ("海边的钟表匠", "The Clockmaker by the Sea"), ("北方列车", "Northern Train"))),
        Kind("books", 2, "儿童绘本", "picture book", (25, 59), 360, (("小兔子过河", "Little Rabbit Crosses the River"), ("云朵邮局", "The Cloud Post Office"), ("晚安，森林", "Good Night, Forest"))),
    ), (("正版现货", "in stock"), ("作者签名版", "signed"), ("附赠书签", "with bookmark"))),
    Leaf("stationery", "文具", "Stationery", _BOLD, (
        _material(("道林纸", "Paper"), ("PU皮", "Soft cover"), ("陶瓷", "Ceramic")),
        Fact("pages", "页数", "Pages", _plain("96", "128", "192")),
    ), (
        Kind("stationery", 0, "手账笔记本", "notebook with pen", (25, 89), 340, (("方格", "grid"), ("空白", "blank"), ("日程", "planner"))),
        Kind("stationery", 1, "彩铅笔筒套装", "pencils in a cup", (29, 99), 680, (("12色", "12 colours"), ("24色", "24 colours"), ("水溶", "watercolour"))),
    ), (("开学季", "back to school"), ("不洇墨", "no bleed-through"), ("礼物", "a small gift"))),
))  # fmt: skip

KIDS = Root("kids", "母婴玩具", "Toys", (
    Leaf("plush", "毛绒玩具", "Soft toys", ("caramel", "cream", "blush", "mist", "cocoa", "lavender", "mint"), (
        _material(("短毛绒", "Short plush"), ("水晶绒", "Velvet"), ("有机棉", "Organic cotton")),
        Fact("age", "适合年龄", "Age", _plain("0+", "1+", "3+"), True, True),
    ), (
        Kind("plush", 0, "安抚玩偶", "soft toy", (39, 139), 420, (("可机洗", "washable"), ("软萌", "huggable"), ("生日", "birthday")), "toy"),
    ), (("通过3C认证", "safety-tested"), ("不掉毛", "sheds nothing"), ("送礼盒", "gift-boxed"))),
    Leaf("toys", "木制玩具", "Wooden toys", ("sky", "coral", "mint", "mustard", "white", "red", "lavender"), (
        _material(("榉木", "Beech"), ("松木", "Pine"), ("椴木", "Linden")),
        Fact("age", "适合年龄", "Age", _plain("1+", "2+", "3+"), True, True),
    ), (
        Kind("toys", 0, "积木小火车", "block train", (59, 169), 980, (("彩色", "colourful"), ("可拆装", "take-apart"), ("数字", "number"))),
        Kind("toys", 1, "城堡积木", "castle blocks", (69, 199), 1500, (("50粒", "50-piece"), ("100粒", "100-piece"), ("收纳桶装", "tub"))),
        Kind("toys", 2, "火箭摆件", "toy rocket", (49, 139), 620, (("磁吸", "magnetic"), ("手工", "hand-painted"), ("太空", "space"))),
        Kind("toys", 3, "拖拉小鸭", "pull-along duck", (39, 119), 540, (("学步", "first-steps"), ("会摇头", "head-bobbing"), ("原木", "natural"))),
    ), (("水性漆", "water-based paint"), ("圆角打磨", "rounded edges"), ("早教", "for curious hands"))),
))  # fmt: skip

ROOTS = (HOME, KITCHEN, WEAR, TECH, CARE, FOOD, BOOKS, KIDS)
LEAVES: dict[str, Leaf] = {leaf.slug: leaf for root in ROOTS for leaf in root.leaves}
