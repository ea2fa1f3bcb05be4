"""The sample shop's neighbours, its events and what its people agreed to. All invented; days are counted from today."""

from typing import Final, NamedTuple


class Neighbour(NamedTuple):
    """A partner. ``sent``: how many of those who were new since ``since`` they sent; ``ours``: whom of the cast we sent them,
    on which day; ``paid``: days and cents."""

    name: str
    kind: str
    source: str
    phone: str
    address: str
    person: tuple[str, str, str]
    commission: tuple[str, int, int, int | None]
    since: int
    sent: int
    ours: tuple[tuple[str, int, str], ...] = ()
    paid: tuple[tuple[int, int, str], ...] = ()
    note: str = ""


class Happened(NamedTuple):
    """An event. ``invited``: how many regulars; ``coming``, ``declined``, ``came``: of them; ``walked``: who came without being
    invited, of those who were new soon after; ``costs``: days, cents, what for."""

    name: str
    source: str
    first: int
    minute: int
    place: str
    budget: int | None
    words: str
    invited: int
    coming: int
    declined: int
    came: int
    walked: int
    costs: tuple[tuple[int, int, str], ...]
    with_partner: str = ""


class Agreed(NamedTuple):
    """What somebody of the cast agreed to. ``partner``: the name of the one to whom alone; ``withdrawn``: days, None: it
    holds."""

    name: str
    kind: str
    ago: int
    how: str
    partner: str = ""
    withdrawn: int | None = None


NEIGHBOURS: Final = (
    Neighbour(
        "张记干洗", "alliance", "alliance", "13800002468", "临河路 22 号", ("张师傅", "13800002468", "老板"),
        ("all", 0, 500, 180), -300, 6,
        (("孙丽华", -64, "羊绒大衣"), ("青禾服装有限公司", -31, "样衣"), ("王小明", -9, "西装")),
        ((-95, 42_00, "8 月前的"), (-33, 30_00, "微信转的")), "门口放我们的名片",
    ),
    Neighbour(
        "半夏花店", "alliance", "alliance", "13500006612", "临河路 9 号", ("小夏", "13500006612", "店主"),
        ("each", 15_00, 0, None), -200, 4, (("欧阳雪", -140, "生日花"),), ((-60, 30_00, ""),),
    ),
    Neighbour(
        "新娘跟妆工作室", "affiliate", "affiliate", "13300007781", "", ("周老师", "13300007781", "化妆师"),
        ("first", 0, 1000, None), -150, 2,
    ),
    Neighbour("临河路商户联合会", "association", "association", "", "", ("卢会长", "", ""), ("", 0, 0, None), -400, 1),
)  # fmt: skip

EVENTS: Final = (
    Happened(
        "护发沙龙", "salon", -52, 14 * 60 + 30, "店里二楼", 400_00, "头皮怎么养，现场看仪器、试产品，茶点我们备好。",
        22, 0, 5, 13, 2, ((-53, 120_00, "茶点"), (-52, 180_00, "试用装"), (-52, 60_00, "小礼品")), "半夏花店",
    ),
    Happened(
        "会员日", "counter", -13, 10 * 60, "店里", 200_00, "会员当天护理半价，请提前约位子。", 30, 0, 4, 16, 1,
        ((-14, 90_00, "海报"), (-13, 75_00, "水果")),
    ),
    Happened(
        "年末答谢会", "salon", 13, 15 * 60, "禾木理发", 600_00, "一年里谢谢您。来坐坐，抽奖送护理。", 18, 7, 2, 0, 0,
        ((-2, 150_00, "订场地定金"),),
    ),
)  # fmt: skip

AGREED: Final = (
    Agreed("孙丽华", "share", 70, "签字"), Agreed("孙丽华", "photos", 70, "签字"),
    Agreed("王小明", "share", 12, "口头", "张记干洗"),
    Agreed("欧阳雪", "share", 150, "微信", "半夏花店"), Agreed("欧阳雪", "messages", 150, "微信"),
    Agreed("陈桂芳", "messages", 60, "口头"), Agreed("翟国庆", "share", 40, "口头"), Agreed("区志强", "share", 33, "口头"),
    Agreed("缪 Anna", "photos", 200, "微信", "", 20), Agreed("盖丽", "messages", 300, "口头", "", 120),
)  # fmt: skip
