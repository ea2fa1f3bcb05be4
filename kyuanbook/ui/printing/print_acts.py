"""What can be done on 打印名单, each with its key."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from kyuanbook.language import tr
from kyuanbook.ui.printing.options import PHONES_KEY, SCORE_KEY, WORDS_KEY
from kyuanbook.ui.printing.set_behind import STOP_KEY
from kyuanbook.ui.printing.waiting_line import AGAIN_KEY
from kyuanbook.ui.printing.winback_line import HOLD_KEY, NOTE_KEY
from kyuanbook.ui.shell.menu import Act


def acts_of(page: Any) -> Sequence[Act]:
    """All of them, for the page's menu. ``page``: the PrintPage, named by no import, for that one imports this."""
    save, line, options = page.preview.save_button, page.winback, page.options

    def shown(button: QWidget) -> Callable[[], bool]:
        return lambda: button.isVisibleTo(page) and button.isEnabled()

    def tick(button: Any, key: str) -> Act:
        return Act(button.words(), key, button.click, bind=False, can=shown(button), on=button.isChecked)

    return (
        Act(save.words(), save.key, save.click, bind=False, can=save.isEnabled),
        tick(options.phones, PHONES_KEY), tick(options.words, WORDS_KEY), tick(options.score, SCORE_KEY),
        Act(page.waiting.turn.words(), AGAIN_KEY, page.waiting.turn.click, bind=False, can=shown(page.waiting.turn)),
        tick(line.note, NOTE_KEY),
        Act(line.turn.words(), HOLD_KEY, line.turn.click, bind=False, can=shown(line.turn)),
        Act(tr("停下"), STOP_KEY, page.cancel, bind=False, can=shown(page.stop)),
    )  # fmt: skip
