"""What the sample shop is made of: names, sources, services, notes. Everybody and everything is invented."""

from typing import Final, NamedTuple

SHOP: Final = "禾木理发"
TRADE: Final = "hair"
STAFF: Final = ("阿杰", "小雅", "琳琳")
LEFT: Final = "琳琳"  # went to another shop; stays where she stands

# Surnames by how many bear them; then those read otherwise, the compound, and the rare ones.
COMMON: Final = (
    "王" * 7 + "李" * 7 + "张" * 7 + "刘" * 5 + "陈" * 5 + "杨" * 3 + "黄" * 3 + "赵吴周徐孙" * 2
    + "马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊"
)  # fmt: skip
POLYPHONIC: Final = "曾曾单单仇解查区缪种翟翟员折盖乐任华葛纪覃宁车冼"
COMPOUND: Final = ("欧阳", "尉迟", "上官", "诸葛", "司徒", "慕容", "令狐", "长孙")
RARE_GIVEN: Final = ("𬭎", "㛃", "䶮", "龑", "𬀩", "𬎆", "㻏", "媞", "垚", "淼", "彧", "翀", "昉", "祎", "頔", "喆")
FEMALE: Final = (
    "芳", "娜", "敏", "静", "丽", "艳", "娟", "霞", "燕", "玲", "桂芳", "秀英", "雪梅", "晓燕", "丽华", "美玲", "佳怡", "雨桐",
    "欣怡", "梓涵", "诗涵", "思琪", "若男", "婷婷", "雅琴", "慧", "琳", "月", "凤英", "淑珍", "玉兰", "春梅", "海燕", "小红",
    "晓敏", "文静", "嘉欣", "可馨", "一诺", "语彤", "梦洁", "倩", "颖", "露", "瑶", "怡然", "晨曦", "紫萱", "茜", "筠",
)  # fmt: skip
MALE: Final = (
    "伟", "强", "磊", "军", "勇", "杰", "涛", "明", "超", "建国", "国庆", "志强", "建军", "文博", "浩然", "子轩", "宇航", "俊杰",
    "海涛", "小军", "志明", "鹏", "飞", "刚", "斌", "辉", "波", "宁", "德福", "长河", "家豪", "天佑", "一鸣", "思远", "永强",
    "立新", "卫东", "振华", "少华", "晓峰", "嘉伟", "博文", "泽宇", "昊", "凯", "晟", "乐", "行", "重阳", "朝阳",
)  # fmt: skip
LATIN: Final = ("Anna", "Lily", "Tony", "Kevin", "Coco", "Jason", "Vivi", "Leo")
FAMILIAR: Final = (
    "李姐", "王阿姨", "张师傅", "3栋阿姨", "5栋大叔", "小单", "老曾", "菜场刘姐", "二中陈老师", "遛狗小哥",
    "陈太太", "楼上阿婆",
)  # fmt: skip
SURNAMES_OF_LATIN: Final = "缪陈林黄"

PREFIXES: Final = ("138", "139", "136", "150", "152", "177", "186", "189", "135", "158", "133", "180")
MIDDLE: Final = 1  # numbers that look made up: 138 0013 5678

OCCUPATIONS: Final = ("教师", "护士", "学生", "会计", "司机", "厨师", "程序员", "退休", "公务员", "个体户", "设计师", "销售")
STREETS: Final = ("禾木小区", "桂花苑", "滨江新村", "二中教工楼", "临河路", "和平里", "梧桐公寓")
TAGS: Final = ("烫染", "敏感肌", "附近上班", "学生", "带孩子", "团购来的", "储值卡", "晚上来", "老街坊", "要开票")
NOTES: Final = (
    "两侧推短，不喜欢推销", "上回染的颜色偏红，下次换冷棕", "敏感肌，用无香", "对染发剂要先做皮试",
    "孩子小名豆豆，怕推子声",
    "学生，周末有空", "赶时间，最好提前约", "喜欢靠窗的位子", "只找阿杰", "只找小雅", "爱聊养花", "右边有旋，留长一点",
    "耳朵敏感，吹风温度调低",
    "每月十五发工资后来", "话不多，别推销卡", "停车不方便，骑车来", "女儿在外地，常提起",
    "头皮偏油，建议隔周护理", "想留长发，先别剪多",
)  # fmt: skip
VISIT_NOTES: Final = (
    "指定阿杰", "带孩子一起来的", "染前做了皮试", "等了 20 分钟，送了护理", "用团购券", "剪短了一寸", "下次想试冷棕色",
)  # fmt: skip
PIN_WHY: Final = "老街坊，人好，常介绍人来"
GONE_WHY: Final = "搬去外地了"


class Offer(NamedTuple):
    """A thing the shop does or sells: price in cents before and after the rise."""

    name: str
    before: int
    after: int
    interval: int | None = None


OFFERS: Final = (
    Offer("男士剪发", 35_00, 38_00, 28),
    Offer("女士剪发", 58_00, 68_00, 60),
    Offer("儿童剪发", 25_00, 28_00, 35),
    Offer("洗吹", 30_00, 35_00, 7),
    Offer("染发", 268_00, 288_00, 75),
    Offer("烫发", 358_00, 398_00, 180),
    Offer("发膜护理", 98_00, 108_00, 30),
    Offer("头皮护理", 168_00, 168_00, 21),
    Offer("刘海修剪", 10_00, 15_00, 21),
    Offer("造型", 88_00, 98_00),
    Offer("洗发水", 89_00, 89_00, 60),
    Offer("补染发根", 128_00, 138_00, 45),
)


class Habit(NamedTuple):
    """A sort of customer: how many of a hundred, open days between visits, of which sex, what they ask for (numbers of
    ``OFFERS``), the more often the more often it stands there."""

    share: int
    gap: float
    female: float
    baskets: tuple[tuple[int, ...], ...]


HABITS: Final = (
    Habit(16, 8.0, 0.9, ((3,), (3,), (3,), (3, 6), (3, 8), (7,), (1, 3))),
    Habit(38, 22.0, 0.04, ((0,), (0,), (0,), (0,), (0, 3), (0, 7), (0, 10))),
    Habit(22, 40.0, 1.0, ((1,), (1, 8), (4, 1), (5, 1), (1, 6), (11,), (9,), (1, 10))),
    Habit(10, 30.0, 0.4, ((2,), (2,), (2, 0))),
    Habit(14, 33.0, 0.6, ((11,), (0,), (1,), (11, 7))),
)

# Sources by how many of a hundred come by them; the rest are brought by another customer.
SOURCES: Final = (
    ("passing_by", 17), ("nearby", 18), ("heard_name", 5), ("review_site", 11), ("douyin", 6), ("xiaohongshu", 4),
    ("wechat_moments", 4), ("wechat_group", 4), ("flyer", 4), ("alliance", 2), ("live_stream", 1), ("salon", 1),
    ("by_staff", 2), ("search", 2), ("counter", 1),
)  # fmt: skip
BY_CUSTOMER: Final = "by_customer"

CLOSED_NEW_YEAR: Final = "春节放假"
RISE: Final = "涨价"
RIVAL: Final = "对面新开理发店"
