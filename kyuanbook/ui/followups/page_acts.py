"""What can be done on 回访, each with its key: the outcomes, the other acts upon the one in hand, the ways about the page."""

from typing import Any, Final

from kyuanbook.book.queries.due_rows import ClosedRow, DueRow
from kyuanbook.language import tr
from kyuanbook.rules.touches import Outcome
from kyuanbook.ui.entry.outcomes import NUMBERS
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.shell.menu import Act, Fold, Group

LETTERS: Final = {"D": "postpone", "G": "hand_over", "X": "dismiss"}


def outcomes_of(page: Any) -> list[Act]:
    """What came of it, and the other acts upon the one in hand. ``page``: the FollowUpsPage, named by no import, for that one
    imports this."""
    person = page.person
    acts = [(person.keys.word(one), NUMBERS[one], one.value) for one in Outcome]
    acts += [(button.words(), button.key, act) for act, button in person.acts.items()]
    return [
        Act(words, key, lambda a=act: page.begin(a), bind=False, can=lambda a=act: person.offers(a))
        for words, key, act in acts
    ]


def beside(page: Any) -> list[Act]:
    """What else can be done with the row in hand."""
    return [
        Act(tr("复制"), "Ctrl+C", page.copy_words, bind=False, can=lambda: isinstance(page.current(), DueRow)),
        Act(tr("重新列入"), "R", page.reopen, bind=False, can=lambda: isinstance(page.current(), ClosedRow)),
    ]


def acts_of(page: Any) -> Group:
    """All of them, for the page's menu."""
    person, more = page.person, page.sheet.more
    number = Act(
        tr("遮住号码") if person.open_ else tr("显示号码"), "Ctrl+H", person.toggle_number, bind=False,
        can=lambda: privacy.on and page.current() is not None,
    )  # fmt: skip
    ways = (
        (more.words(), "A", page.show_all_calls, lambda: more.isVisibleTo(page)),
        (tr("后一天"), "Ctrl+Right", lambda: page.strip.step(1), None),
        (tr("前一天"), "Ctrl+Left", lambda: page.strip.step(-1), None),
        (tr("下一栏"), "Ctrl+PgDown", lambda: page.turn(1), None), (tr("上一栏"), "Ctrl+PgUp", lambda: page.turn(-1), None),
    )  # fmt: skip
    about = [Act(words, key, do, bind=False, can=can) for words, key, do, can in ways]
    return (Fold(tr("结果"), outcomes_of(page)), *beside(page), number, Fold(tr("翻看"), about))
