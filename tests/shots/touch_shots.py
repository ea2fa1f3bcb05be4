"""记联系, the card's time line with touches, 潜力, and the part 潜在客户 of 分析."""

from kyuanbook.actions.customers import restore_customer
from kyuanbook.actions.touches import record_touch
from kyuanbook.rules.touches import TouchEntry
from kyuanbook.ui.analysis.page import AnalysisPage
from kyuanbook.ui.analysis.prospects_section import ProspectsSection
from kyuanbook.ui.analysis.sections import PROSPECTS
from kyuanbook.ui.entry.touch_panel import TouchPanel
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.shell.navigation import ANALYSIS
from tests.shots.page_shots import page
from tests.shots.shot import Shot, settle


def who(p: Photographer, typed: str) -> int:
    """The first of that name; taken out of 回收站, if a picture before put them there."""
    with p.book.read() as sql:
        customer, thrown_at = sql.rows("SELECT id, deleted_at FROM customer WHERE name = :name ORDER BY id", name=typed)[0]
    if thrown_at is not None:
        restore_customer(p.book, customer_id=customer)
    return int(customer)


def card(p: Photographer, typed: str) -> None:
    """Their card, scrolled to 潜力."""
    p.window.nav.go_to_card(who(p, typed))
    settle(5)
    shown = p.window.frame.page()
    shown.potential.parentWidget().parentWidget().parentWidget().ensureWidgetVisible(shown.potential)  # type: ignore[union-attr]


def touch(p: Photographer) -> TouchPanel:
    """记联系 of a prospect."""
    p.window.nav.go_to_card(who(p, "施若男"))
    p.window.record_touch()
    settle()
    return p.works.panels.touch


def filled(p: Photographer) -> None:
    """A call of some days ago, with all that can be said of it."""
    panel = touch(p)
    panel.kind.choose("call")
    panel._show_outcomes()
    panel.wanted.setText("烫发")
    panel.cost.setText("5")
    panel.day.setText("周六")
    panel.note.setText("说发了工资就来")


def refused(p: Photographer) -> None:
    """想要 without a word, a cost below nothing."""
    panel = touch(p)
    panel.kind.choose("asked")
    panel._show_outcomes()
    panel.cost.setText("-5")
    panel.submit()


def whom(p: Photographer) -> None:
    """F5 with nobody in hand."""
    p.works.panels.record_touch(None)


def products(p: Photographer) -> None:
    """What is on offer, while it is typed."""
    panel = touch(p)
    panel.wanted.setFocus()
    panel.wanted.offer("")


def thrown(p: Photographer) -> None:
    """A touch in 回收站."""
    from kyuanbook.actions.touches import delete_touch
    from kyuanbook.ui.shell.navigation import BIN

    done = record_touch(p.book, customer_id=who(p, "施若男"), entry=TouchEntry(kind="sample", wanted="护发素小样"))
    delete_touch(p.book, touch_id=done.id or 0)
    p.window.nav.go(BIN)


def prospects(p: Photographer) -> ProspectsSection:
    """潜在客户 in front, read."""
    analysis = page(p, ANALYSIS, AnalysisPage)
    analysis.show_section(PROSPECTS)
    section = analysis.part(PROSPECTS)
    assert isinstance(section, ProspectsSection)
    settle(400)
    return section


def other_weights(p: Photographer) -> None:
    """Weights changed and not kept yet."""
    section = prospects(p)
    section.weights.lists["means"].choose("3")
    section.weights.lists["behaviour"].choose("0")
    section.weights._changed()
    settle(5)
    section.parentWidget().parentWidget().ensureWidgetVisible(section.weights)  # type: ignore[union-attr, attr-defined]


SHOTS = (
    Shot("touch", lambda p: (touch(p), None)[1]), Shot("touch-filled", filled), Shot("touch-error", refused),
    Shot("touch-whom", whom), Shot("touch-products", products), Shot("touch-bin", thrown),
    Shot("potential-regular", lambda p: card(p, "王小明")), Shot("potential-prospect", lambda p: card(p, "施若男")),
    Shot("analysis-prospects", lambda p: (prospects(p), None)[1]), Shot("analysis-prospects-weights", other_weights),
)  # fmt: skip
EMPTY = (Shot("analysis-prospects", lambda p: (prospects(p), None)[1]),)
