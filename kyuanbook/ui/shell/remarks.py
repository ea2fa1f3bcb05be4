"""The sentences at the foot of 今日: what the opening, the backups and the check found, each with what to do about it."""

from collections.abc import Sequence
from typing import Final

from kyuanbook.language import say, tr
from kyuanbook.rules.words import Message
from kyuanbook.ui.pages.today_remarks import Remark

PLACE, KEEPING, ABOUT = "place", "keeping", "about"
URGENT: Final = frozenset(
    {
        "clock_set_back", "book_check_bad", "book_check_bad_no_backup", "backup_failed", "backup_failed_closing",
        "backup_second_gone",
    }
)  # fmt: skip
DAMAGE: Final = frozenset({"book_check_bad", "book_check_bad_no_backup"})
ALL_IS_WELL: Final = frozenset({"book_recovered"})  # … which is no word to stand beside damage
ABOUT_PLACE: Final = frozenset({"backup_none_second", "backup_second_gone"})
ABOUT_BACKUPS: Final = frozenset(
    {"book_check_bad", "backup_failed", "backup_failed_closing", "backup_empty_book", "backup_failed_here"}
)


def remark(message: Message) -> Remark:
    """One sentence as a line of the page."""
    urgent, loud = message.key in URGENT, message.key in DAMAGE
    icon = "triangle-alert" if urgent else "hard-drive" if message.key in ABOUT_PLACE | ABOUT_BACKUPS else "info"
    if message.key in ABOUT_PLACE:
        return Remark(say(message), icon, PLACE, tr("选一个地方"), urgent)
    if message.key in ABOUT_BACKUPS:
        return Remark(say(message), icon, KEEPING, tr("看看备份"), urgent, loud)
    if message.key == "upgraded":
        return Remark(say(message), icon, ABOUT, tr("看看更新内容"))
    return Remark(say(message), icon, urgent=urgent, loud=loud)


class Noted:
    """What there is to say, each sentence once; those about the second place are replaced by newer ones."""

    def __init__(self) -> None:
        self._messages: list[Message] = []

    def add(self, messages: Sequence[Message]) -> None:
        """More of them."""
        for message in messages:
            if message not in self._messages:
                self._messages = [m for m in self._messages if m.key != message.key] + [message]

    def forget(self, keys: frozenset[str]) -> None:
        """These hold no more (the owner chose a place)."""
        self._messages = [m for m in self._messages if m.key not in keys]

    def remarks(self) -> list[Remark]:
        """The urgent first."""
        damaged = any(message.key in DAMAGE for message in self._messages)
        found = [remark(message) for message in self._messages if not (damaged and message.key in ALL_IS_WELL)]
        return [r for r in found if r.urgent] + [r for r in found if not r.urgent]
