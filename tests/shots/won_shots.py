"""回访成效 in 分析, and 上周回访 on 今日: a shop that has rung for some weeks, one some of whose lists left people alone."""

from datetime import date

from PySide6.QtCore import Qt

from kyuanbook.book.queries.customers import Filter, customer_ids
from kyuanbook.rules.followups import Kind
from kyuanbook.rules.stages import Stage
from kyuanbook.ui.analysis.sections import WON
from kyuanbook.ui.analysis.won_section import WonSection
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.shell.navigation import TODAY
from tests.book.rung import rung
from tests.shots.shot import Shot
from tests.shots.winback_shots import section


def weeks(p: Photographer) -> None:
    """Some weeks of calls."""
    with p.book.read() as sql:
        today = p.book.today()
        gone = customer_ids(sql, today, Filter(stage=Stage.LAPSED))
        others = customer_ids(sql, today, Filter(stage=Stage.RETURNING))
    monday = (date.fromordinal(today).weekday()) + 7
    rung(p.book, others[:14], ago=monday - 1, kind=Kind.BIRTHDAY, offer=1500)
    rung(p.book, others[14:20], ago=monday + 3, kind=Kind.THANK)
    rung(p.book, gone[:40], ago=260, kind=Kind.LAPSED, held=8)
    rung(p.book, gone[40:70], ago=30, kind=Kind.LAPSED, held=6)


def shown(p: Photographer) -> None:
    """As it opens."""
    weeks(p)
    found = section(p, WON)
    assert isinstance(found, WonSection)
    found.first().setFocus(Qt.FocusReason.TabFocusReason)


def last_week(p: Photographer) -> None:
    """今日 with its fifth figure."""
    weeks(p)
    p.turn_to(TODAY)


def none(p: Photographer) -> None:
    """Nobody was rung yet."""
    section(p, WON)


SHOTS = (Shot("won-analysis", shown), Shot("won-today", last_week))
EMPTY = (Shot("won-analysis", none),)
