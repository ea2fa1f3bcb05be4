"""What can be done with the line in hand on a card: a visit, a touch, an attempt, a reason, what was said, a reply."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from PySide6.QtCore import SignalInstance

from kyuanbook.language import tr
from kyuanbook.ui.pages.time_line import TimeLine
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import FEEDBACK_KEY, Act
from kyuanbook.ui.shell.row_menu import Groups


class Page(Protocol):
    """What of the card is needed."""

    time_line: TimeLine
    acts: Acts
    visit_edit_wanted: SignalInstance
    touch_edit_wanted: SignalInstance
    attempt_edit_wanted: SignalInstance
    feedback_edit_wanted: SignalInstance
    reply_edit_wanted: SignalInstance


class InHand(NamedTuple):
    """``change`` and ``edit``: what correcting it is called, and how; None for what is only struck out. ``away``, ``remove``:
    the same for taking it away."""

    change: str
    edit: Callable[[], None] | None
    away: str
    remove: Callable[[], object]


def in_hand(page: Page) -> InHand | None:
    """The line in hand, while the time line has the focus; None for one with which nothing can be done."""
    line, acts = page.time_line, page.acts
    if (visit := line.visit_in_hand()) is not None:
        edit = page.visit_edit_wanted
        return InHand(tr("改这次到店"), lambda: edit.emit(visit), tr("移到回收站"), lambda: acts.delete_visit(visit))
    if (touch := line.touch_in_hand()) is not None:
        edit = page.touch_edit_wanted
        return InHand(tr("改这次联系"), lambda: edit.emit(touch), tr("移到回收站"), lambda: acts.delete_touch(touch))
    if (attempt := line.attempt_in_hand()) is not None:
        edit = page.attempt_edit_wanted
        return InHand(
            tr("改这次挽回"), lambda: edit.emit(attempt), tr("去掉这次挽回"), lambda: acts.remove_attempt(attempt)
        )
    if (said := line.said_in_hand()) is not None:
        return InHand("", None, tr("去掉这条原因"), lambda: acts.remove_reason(said))
    if (told := line.feedback_in_hand()) is not None:
        edit = page.feedback_edit_wanted
        return InHand(tr("改这次满意度"), lambda: edit.emit(told), tr("移到回收站"), lambda: acts.delete_feedback(told))
    if (reply := line.reply_in_hand()) is not None:
        edit = page.reply_edit_wanted
        return InHand(tr("改这份问卷"), lambda: edit.emit(reply), tr("去掉这份问卷"), lambda: acts.strike_reply(reply))
    return None


def row_menu(page: Page, told_of: Callable[[], None]) -> Groups:
    """The menu of the line in hand. ``told_of``: how one writes down what they said about a visit."""
    found = in_hand(page)
    if found is None:
        return ()
    acts = [] if found.edit is None else [Act(found.change, "Enter", found.edit, bind=False)]
    if page.time_line.visit_in_hand() is not None:
        acts.append(Act(tr("记满意度"), FEEDBACK_KEY, told_of, bind=False))
    return ((*acts, Act(found.away, "Delete", found.remove, bind=False)),)
