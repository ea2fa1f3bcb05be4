"""The people whom every sample shop knows: one of each sort that a page, a list or a search must get right. Invented."""

from typing import Final, NamedTuple


class Past(NamedTuple):
    """Visits: ``times`` of them, about ``gap`` days apart, the last ``ago`` days ago; ``basket``: numbers of ``OFFERS``."""

    times: int
    gap: int
    ago: int
    basket: tuple[int, ...] = (0,)
    break_days: int = 0  # a long absence before the last visit


class Known(NamedTuple):
    """One person as the owner would have written them down. ``phone``: "" for none; ``by``: place in ``CAST`` of whoever
    brought them."""

    name: str
    phone: str
    past: Past | None
    alias: str = ""
    sex: str = ""
    source: str = "nearby"
    by: int | None = None
    birth: tuple[str, int | None, int, int, bool] | None = None  # calendar, year, month, day, leap
    wechat: str = ""
    member_no: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    occupation: str = ""
    address: str = ""
    email: str = ""
    kind: str = "person"
    contacts: tuple[tuple[str, str, str], ...] = ()  # name, phone, role
    wrong_phone: str = ""
    do_not_contact: bool = False
    opening: tuple[int | None, int, int | None, int | None, int | None] | None = None  # visits, cents, first ago, last ago, gap
    pin: str = ""


CAST: Final = (
    Known("王小明", "13800005678", Past(12, 14, 47), sex="male", note="两侧推短，不喜欢推销", tags=("附近上班",),
          birth=("lunar", 1988, 10, 15, False), member_no="A0001"),
    Known("陈桂芳", "13600002091", Past(9, 21, 52, (11,)), sex="female", note="上回染的颜色偏红，下次换冷棕", tags=("烫染",),
          wechat="guifang_c"),
    Known("欧阳雪", "15000007713", Past(9, 30, 131, (4, 1)), sex="female", source="xiaohongshu",
          birth=("solar", 1996, 12, 3, False)),
    Known("王䶮", "13900000426", Past(8, 28, 61), sex="male", source="passing_by"),
    Known("单文博", "18600003350", Past(1, 30, 70), sex="male", source="review_site", tags=("团购来的",)),
    Known("周𬭎", "17700009012", Past(14, 18, 0), sex="male", by=0, source="by_customer", note="学生，周末有空",
          tags=("学生", "晚上来"), occupation="学生"),
    Known("翟国庆", "13500008816", Past(11, 25, 12, (0, 7)), sex="male", birth=("lunar", None, 10, 18, False), member_no="A0002"),
    Known("孙丽华", "13800006020", Past(26, 8, 0, (3,)), sex="female", source="heard_name", note="送护理券", member_no="A0003",
          birth=("lunar", 1968, 10, 15, False), tags=("老街坊", "储值卡"), pin="loyal", wechat="lihua6020"),
    Known("冼美玲", "13300000917", Past(1, 30, 3, (3, 6)), sex="female", by=7, source="by_customer", note="敏感肌，用无香",
          tags=("敏感肌",)),
    Known("缪 Anna", "18000002255", Past(5, 20, 4, (1, 6), 230), sex="female", source="douyin", wechat="anna_miao",
          birth=("solar", 1992, 2, 29, False), email="anna@example.com"),
    Known("施若男", "15200004410", None, sex="female", source="counter", note="来问过烫发的价钱"),
    Known("", "13600001107", Past(10, 16, 0, (3, 8)), alias="李姐", sex="female", by=7, source="by_customer", tags=("老街坊",)),
    Known("", "", Past(5, 31, 20, (11,)), alias="3栋阿姨", sex="female", source="passing_by", address="禾木小区 3栋"),
    Known("青禾服装有限公司", "057180002688", Past(6, 30, 9, (9, 9)), kind="firm", source="alliance", address="临河路 18 号",
          contacts=(("曾小雅", "13900003321", "人事"), ("缪建国", "18900007746", "司机")), note="月底走样衣拍照，四五个人一起来",
          tags=("要开票",)),
    Known("曾思远", "15800001843", Past(15, 22, 26), sex="male", by=0, source="by_customer", birth=("lunar", 1984, 10, 7, True)),
    Known("仇雨桐", "18600005509", Past(7, 40, 330, (1,)), sex="female", source="xiaohongshu", pin="lapsed", note="搬去外地了"),
    Known("尉迟峰", "13300002976", Past(10, 24, 0), sex="male", by=14, source="by_customer"),
    Known("王龑", "13900008102", Past(6, 33, 96), sex="male", source="review_site"),
    Known("李㛃", "18000006634", Past(3, 20, 15, (1,)), sex="female", by=11, source="by_customer",
          birth=("solar", None, 11, 30, False)),
    Known("盖丽", "13500004471", Past(8, 26, 88, (3, 6)), sex="female", source="wechat_moments", do_not_contact=True),
    Known("种伟", "15000009938", Past(2, 30, 40), sex="male", source="flyer", wrong_phone="13500000023"),
    Known("解长河", "13800007290", Past(3, 35, 10), sex="male", source="heard_name", birth=("lunar", 1953, 12, 29, False),
          opening=(None, 0, None, None, None), note="开店第一天就来的", tags=("老街坊",), occupation="退休"),
    Known("乐秀英", "13600003348", Past(4, 30, 33, (11,)), sex="female", source="heard_name",
          opening=(60, 5_880_00, 3650, 740, 45), occupation="退休", member_no="A0004"),
    Known("查敏", "17700000518", Past(5, 50, 30, (5, 1)), sex="female", by=9, source="by_customer", wechat="chamin_zh"),
    Known("区志强", "18900004862", Past(13, 19, 0, (0, 3)), sex="male", by=6, source="by_customer", occupation="司机"),
    Known("员晓燕", "15200001675", None, sex="female", by=23, source="by_customer", note="想等双十二活动"),
    Known("折一鸣", "13300009054", Past(5, 27, 54, (2,)), sex="male", by=1, source="by_customer", tags=("带孩子",),
          note="孩子小名豆豆，怕推子声"),
    Known("曾思远", "13600009407", Past(2, 24, 44), sex="male", source="nearby"),  # the same name, another person
)  # fmt: skip
