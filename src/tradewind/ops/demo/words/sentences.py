"""Sentences of descriptions by top category: how it came to be, what is good about it, how to care for it.

`{name}` is the listing's short name. Chinese and English sentences of one row say the same.
"""

Pair = tuple[str, str]

OPENINGS: dict[str, tuple[Pair, ...]] = {
    "home": (
        (
            "{name}从一张草图开始，改了七稿，只为放在家里刚刚好。",
            "{name} began as a sketch and went through seven drafts until it simply fitted a room.",
        ),
        (
            "我们想做一件不抢眼、却离不开的家居物件，于是有了{name}。",
            "We wanted something that does not shout and is missed when it is gone: {name}.",
        ),
        (
            "下班回家，看见{name}安静地待在角落，心就松下来了。",
            "Coming home and finding {name} quietly in its corner makes the day let go.",
        ),
    ),
    "kitchen": (
        (
            "{name}来自我们合作了六年的老窑口，每一炉数量有限。",
            "{name} comes from a kiln we have worked with for six years, a limited number per firing.",
        ),
        (
            "一日三餐，器物也是味道的一部分。{name}就是为日常而做。",
            "Three meals a day deserve good ware. {name} is made for everyday use.",
        ),
        (
            "拿在手里的分量、杯口的弧度，{name}都反复试过。",
            "The weight in the hand, the curve of the rim: we tried {name} again and again.",
        ),
    ),
    "wear": (
        (
            "{name}的版型打了五次样，胖瘦身材都试穿过。",
            "The cut of {name} took five samples and fittings on many figures.",
        ),
        (
            "衣橱里总要有一件不用想就能穿的，{name}就是。",
            "Every wardrobe needs one thing you put on without thinking. {name} is it.",
        ),
        (
            "{name}选料花的时间比裁剪还长，穿上身就知道。",
            "Choosing the material for {name} took longer than cutting it; you feel why.",
        ),
    ),
    "tech": (
        (
            "{name}把常用的功能做到顺手，不常用的藏起来。",
            "{name} makes what you use often easy and keeps the rest out of the way.",
        ),
        (
            "我们拆过市面上十几款同类产品，才定下{name}的方案。",
            "We took a dozen similar products apart before settling how {name} should be.",
        ),
        (
            "{name}出厂前经过48小时老化测试，每台都有编号。",
            "Every {name} runs for 48 hours before it leaves the factory and has its own number.",
        ),
    ),
    "care": (
        (
            "{name}的配方只有十二种成分，每一种都写在瓶身上。",
            "{name} has twelve ingredients and each is named on the pack.",
        ),
        (
            "在实验室磨了十四个月，{name}终于到了我们自己也想回购的程度。",
            "After fourteen months in the lab, {name} became something we buy again ourselves.",
        ),
        (
            "{name}温和、好闻，是梳妆台上会先用完的那一瓶。",
            "Gentle and pleasant, {name} is the one on the shelf that runs out first.",
        ),
    ),
    "food": (
        ("{name}按单备货，到手都是新鲜的。", "{name} is prepared to order, so what arrives is fresh."),
        (
            "原料我们自己去产地挑，{name}只用当季的。",
            "We choose at the source and use only what is in season for {name}.",
        ),
        ("家里老人孩子都爱吃，才敢把{name}端给大家。", "Our own families eat it first; only then do we sell {name}."),
    ),
    "books": (
        (
            "{name}选用护眼纸张，翻起来有好听的沙沙声。",
            "{name} is printed on paper that is kind to the eyes and rustles nicely.",
        ),
        (
            "店里的人都读过、用过，才把{name}摆上来。",
            "People in our shop have read or used {name} before it went on the shelf.",
        ),
        ("{name}适合放在床头，睡前翻两页。", "{name} belongs beside the bed, for two pages before sleep."),
    ),
    "kids": (
        (
            "{name}通过了儿童用品安全检测，边角都摸过一遍。",
            "{name} passed the safety tests for children's goods; we felt every edge.",
        ),
        (
            "设计{name}的人自己有两个孩子，最挑剔的测试员在家里。",
            "The person who designed {name} has two children: the strictest testers live at home.",
        ),
        (
            "不插电、不闪光，{name}把想象力还给孩子。",
            "No batteries, no flashing: {name} leaves imagination to the child.",
        ),
    ),
}
DETAILS: dict[str, tuple[Pair, ...]] = {
    "home": (
        ("尺寸适合小户型，放客厅、卧室、玄关都合适。", "It is sized for small rooms: living room, bedroom or hallway."),
        ("表面哑光处理，不留指纹，湿布一擦就干净。", "The matt surface keeps no fingerprints and wipes clean."),
        ("结构加固，连续使用三年仍稳当。", "The build is reinforced and stays firm after years of use."),
        (
            "包装用纸浆模塑，不用泡沫，运输破损包赔。",
            "Packed in moulded pulp without foam; anything broken is replaced.",
        ),
    ),
    "kitchen": (
        ("釉面细腻，不含铅镉，可直接接触食物。", "The glaze is fine and free of lead and cadmium."),
        ("手工施釉，每一件颜色略有深浅，这不是瑕疵。", "Glazed by hand: shades vary a little from piece to piece."),
        ("底足打磨光滑，不划桌面。", "The foot is polished and does not scratch the table."),
        ("耐冷热骤变，冰箱取出可直接加热。", "It takes sudden heat and cold, straight from the fridge."),
    ),
    "wear": (
        (
            "面料预缩处理，机洗二十次后尺寸变化小于2%。",
            "Pre-shrunk: after twenty washes the size changes by less than 2 per cent.",
        ),
        ("走线细密，受力处双线加固。", "Dense seams, doubled where it pulls."),
        ("颜色经过色牢度测试，深浅同洗也放心。", "Colour-fast, so light and dark can be washed together."),
        ("请按平时尺码选择，介于两码之间建议选大一码。", "Take your usual size; between two sizes, take the larger."),
    ),
    "tech": (
        ("支持快充，充电十分钟可用两小时。", "Quick charge: ten minutes give two hours."),
        ("接口统一为USB-C，一根线就够。", "Everything is USB-C; one cable is enough."),
        ("固件可在线升级，功能越用越多。", "Firmware updates bring new functions over time."),
        ("附送收纳袋和说明书（中英双语）。", "Comes with a pouch and a manual in Chinese and English."),
    ),
    "care": (
        ("质地轻，吸收快，不搓泥。", "Light, quickly absorbed, no pilling."),
        (
            "不添加酒精与人工色素，孕期可咨询客服后使用。",
            "No alcohol or artificial colour; ask us before use in pregnancy.",
        ),
        ("泵头可旋转锁定，出差旅行不怕漏。", "The closure locks, so it travels without leaking."),
        ("建议首次使用先在耳后试用。", "Try a little behind the ear before the first use."),
    ),
    "food": (
        ("不加防腐剂，收到请尽快食用。", "No preservatives; please enjoy it soon."),
        ("每批次都有检测报告，可向客服索取。", "Every batch has a test report; just ask for it."),
        (
            "加厚纸箱加气柱，破损、坏果拍照即赔。",
            "Double boxes with air cushions; send a photo of anything damaged and we refund it.",
        ),
        ("适合分享，也适合一个人慢慢吃。", "Good to share, and good alone."),
    ),
    "books": (
        ("锁线装订，平摊不散页。", "Thread-sewn, so it lies flat and holds together."),
        ("采用环保油墨，没有刺鼻气味。", "Printed with eco inks, without a smell."),
        ("随机附赠一张店主手写明信片。", "A handwritten postcard from the shop comes with it."),
        ("批量采购可开专票，量大请联系客服。", "Ask us for quantities; invoices are no problem."),
    ),
    "kids": (
        ("水性颜料，入口安全，可用湿布清洁。", "Water-based paint, safe in the mouth, cleaned with a damp cloth."),
        ("大小适合孩子的手，重量轻。", "Sized for small hands and light."),
        ("缝线、接口经过拉力测试，不易脱落。", "Seams and joints are pull-tested."),
        ("可作为生日、满月礼物，附贺卡。", "A gift for birthdays, with a card."),
    ),
}
CARE_NOTES: tuple[Pair, ...] = (
    ("七天无理由退换，请保持商品完好。", "Seven days to change your mind, as long as it is unused."),
    (
        "图片由程序绘制，演示用，颜色请以实物为准。",
        "Pictures are drawn by a program for this demo; colours may differ.",
    ),
    ("收到有任何问题先联系我们，24小时内一定回复。", "If anything is wrong, write first: we answer within 24 hours."),
    ("默认48小时内发出，节假日顺延。", "Sent within 48 hours, later on public holidays."),
)

# Reviews: five stars down to one. A review is one or two of these sentences.
GOOD: tuple[str, ...] = (
    "质感比图片还好，摸上去很舒服。",
    "颜色很正，和家里很搭。",
    "做工细，边角都处理得很好。",
    "已经第三次回购了，品质一直稳定。",
    "送朋友的，她很喜欢。",
    "性价比很高，这个价位没得挑。",
    "用了一个星期才来评价，真的不错。",
    "客服很耐心，问了好多问题都一一回答。",
    "包装特别用心，没有一点磕碰。",
    "孩子抢着要，爱不释手。",
    "大小刚好，比想象中精致。",
    "实物和描述一致，没有色差。",
    "爸妈说比商场的好，又省钱。",
    "细节控表示满意。",
    "放在办公桌上，同事都问链接。",
    "搬新家买的，越看越喜欢。",
    "没有异味，拿到就能用。",
    "手感一流，值这个价。",
    "会推荐给身边的人。",
    "等了活动价入手，太值了。",
)
LOGISTICS: tuple[str, ...] = (
    "发货很快，第二天就到了。",
    "快递小哥送货上门，好评。",
    "物流三天，正常。",
    "包装严实，一点没坏。",
    "从下单到收货不到48小时。",
    "赠品也很实用。",
    "",
    "",
    "",
    "",
    "",
)
FAIR: tuple[str, ...] = (
    "整体还行，颜色比图片深一点。",
    "能用，细节再打磨一下就好了。",
    "比想象中小，买之前看好尺寸。",
    "质量可以，就是等得有点久。",
    "中规中矩，对得起价格。",
    "包装简单了点，东西没问题。",
)
BAD: tuple[str, ...] = (
    "收到有点划痕，客服补偿了，还算负责。",
    "尺寸不合适，退货流程有点慢。",
    "和期待有差距，可能不适合我。",
    "发货拖了两天，体验一般。",
)
GOOD_EN: tuple[str, ...] = (
    "Better in the hand than in the picture.",
    "Exactly as described, and well packed.",
    "Bought one for myself, then two for friends.",
    "Lovely colour, and it arrived a day early.",
    "Good value. The seller answered my questions quickly.",
    "Solid quality; I use it every day.",
)
FAIR_EN: tuple[str, ...] = ("Fine for the price, a little smaller than I thought.", "Good, but delivery took a while.")
ANSWERS: tuple[str, ...] = (
    "谢谢您的喜欢，下次回购记得领店铺券。",
    "感谢认可，我们会继续做好每一件。",
    "抱歉让您等久了，我们已经在调整发货节奏。",
    "谢谢反馈，已经转给设计同事了。",
)
