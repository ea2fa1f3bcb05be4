"""The books that are photographed: made once, copied for each picture, always on the same day."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from kyuanbook import language
from kyuanbook.actions import rhythm, standing
from kyuanbook.actions.customers import add_customer, pin
from kyuanbook.actions.done import Book
from kyuanbook.actions.sample import add_sample
from kyuanbook.actions.shop import set_up_shop
from kyuanbook.actions.visits import record_visit
from kyuanbook.book.book import open_book
from kyuanbook.book.queries import shop
from kyuanbook.language import tr
from kyuanbook.rules.entries import ContactEntry, CustomerEntry, OpeningEntry, PhoneEntry, VisitEntry
from kyuanbook.rules.stages import Stage
from tests.shots.shot import EMPTY, HARD, SAMPLE

NOW = datetime(2026, 11, 22, 15, 12)  # a Sunday, as in the look's own pictures
LONG = "上官慕容欧阳诸葛司马东方夏侯皇甫尉迟公孙令狐长孙宇文轩辕淳于单于太叔申屠"
LATIN = "Maximiliane-Alexandrina von Württemberg-Hohenlohe"
RARE = "欧阳㐂𠮷"
RICH = "钱百万"
FIRM = "海淀区中关村东路保福寺桥南禾木国际人力资源管理咨询有限责任公司"
QUIET = "安静"
NOTE = "头皮敏感，不用含酒精的产品；只要周三下午，家里狗叫豆豆。两边要剪得一样长，刘海不能短。" * 3


def clock() -> float:
    """The counter's clock stands still."""
    return NOW.timestamp()


class Books:
    """Books to photograph; ``folder`` holds the ones made, and is the caller's to delete."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken = 0

    @contextmanager
    def open(self, over: str) -> Iterator[Book]:
        """A copy of the book called ``over``: what one picture does is in no other."""
        self._taken += 1
        own = self._folder / f"{self._taken}"
        own.mkdir()
        path = own / "禾木理发.kyb"
        shutil.copyfile(self._made(over), path)
        try:
            with open_book(path, who=tr("店主"), clock=clock) as book:
                yield book
        finally:
            shutil.rmtree(own)

    def _made(self, over: str) -> Path:
        path = self._folder / f"{over}-{language.current()}.kyb"
        if not path.exists():
            with open_book(path, who=tr("店主"), clock=clock) as book:
                _FILL[over](book)
        return path


def _fill_sample(book: Book) -> None:
    add_sample(book)
    rhythm.refit(book)
    rhythm.refresh_calls(book)
    standing.refresh_standings(book)


def _fill_hard(book: Book) -> None:
    """Everything that is hard to set: names of any length, in any script, in any number; every kind of customer."""
    set_up_shop(book, name="", trade="hair")
    with book.read() as sql:
        source = shop.channels(sql)[0].id
    first = _regular(book, CustomerEntry(
        name=LONG, alias="住在三栋二单元的阿姨",
        phones=[PhoneEntry("13800138000", "老伴的号码"), PhoneEntry("010-62345678-8021")],
        sex="female", birthday="农历1961.8.3", wechat="wx_shangguan_murong_ouyang_1961", member_no="VIP-2019-000127",
        email="shangguan.murong.ouyang.zhuge@example.com", note=NOTE, occupation="退休以前在纺织厂做会计",
        address="河北省石家庄市长安区建设北大街与和平东路交叉口西行200米路北禾木花园三栋二单元1801室",
        tags=["只认准王师傅一个人", "烫染", "会员", "怕痛", "周三下午"], channel_id=source,
        opening=OpeningEntry(visits="120", total="96000", first="2012.5.1", last="2026.1.1", gap="20"),
    ), (20, 40, 61), "128")  # fmt: skip
    rich = _regular(book, CustomerEntry(name=RICH, phones=[PhoneEntry("13900139000")], referrer_id=first), (90, 120, 150, 180),
                    "999999.99")  # fmt: skip
    _regular(book, CustomerEntry(name=LATIN, alias="Maxi", phones=[PhoneEntry("+86 150 1234 7713")], referrer_id=first,
                                 email="maximiliane@example.org"), (70, 90, 110, 130, 150), "845678.5")  # fmt: skip
    _regular(book, CustomerEntry(name=RARE, phones=[PhoneEntry("18800001111")], referrer_id=first, tags=["𠮷祥"]), (3, 33, 63),
             "68")  # fmt: skip
    _regular(book, CustomerEntry(
        name=FIRM, kind="firm", phones=[PhoneEntry("400-810-8888")], referrer_id=rich, contacts=[
            ContactEntry("欧阳明日", "13700137000", "行政主管"), ContactEntry("Bartholomew", "13600136000", "采购"),
        ],
    ), (45, 80, 115), "36800")  # fmt: skip
    _regular(book, CustomerEntry(name=QUIET, phones=[PhoneEntry("13500135000")], do_not_contact=True), (60, 74, 88, 102), "35")
    pinned = _regular(book, CustomerEntry(name="司马相如", phones=[PhoneEntry("13400134000")]), (50, 62, 75, 87), "1280")
    pin(book, customer_id=pinned, stage=Stage.LOYAL, why="跟了十年的老客，每次都把朋友带来，不要随便打扰")
    for n in range(1, 8):
        add_customer(book, entry=CustomerEntry(name=f"{LATIN} {n}", alias=f"{n}栋阿姨", referrer_id=rich))
    rhythm.refit(book)
    rhythm.refresh_calls(book)
    standing.refresh_standings(book)


def _regular(book: Book, entry: CustomerEntry, ago: tuple[int, ...], amount: str) -> int:
    made = add_customer(book, entry=entry, accepted=_EVERYTHING)
    assert made.id is not None
    for days in sorted(ago, reverse=True):
        day = NOW.date() - timedelta(days=days)
        record_visit(book, customer_id=made.id, accepted=_EVERYTHING, entry=VisitEntry(
            amount=amount, day=day.isoformat(), items="染发，女士剪发，头皮深层清洁与滋养护理套餐×2", note="换了新的染膏",
        ))  # fmt: skip
    return made.id


class _Everything(frozenset[str]):
    """The owner answers every question with 照样保存."""

    def __contains__(self, question: object) -> bool:
        return True


_EVERYTHING = _Everything()
_FILL: dict[str, Callable[[Book], None]] = {SAMPLE: _fill_sample, EMPTY: lambda book: None, HARD: _fill_hard}
