"""What was typed and not saved is named, whatever panel it lies in: a window that cannot say it could not be closed."""

from collections.abc import Hashable
from typing import Any

import pytest

from kyuanbook.actions.done import Book
from kyuanbook.rules.surveys import SurveyEntry
from kyuanbook.ui.shell.unsaved import unsaved_words
from kyuanbook.ui.window import MainWindow

CASES: list[tuple[Hashable, Any, str]] = [
    (("said of", None), (1, None), "王小明的满意度"), (("said", 9), (1, None), "王小明的满意度"),
    (("reply of", (None, 2)), (1, 2, None), "王小明的问卷"), (("reply", 9), (1, 2, None), "王小明的问卷"),
    (("plan", 1), ("", "", ""), "王小明的回访安排"), (("survey", None), SurveyEntry(name="回访"), "问卷回访"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "typed", "words"), CASES)
def test_each_is_named(shop: Book, key: Hashable, typed: Any, words: str) -> None:
    assert unsaved_words(shop, key, typed) == words


def test_closing_asks_about_a_score_half_typed(window: MainWindow) -> None:
    window.start().panels.record_feedback(1)
    window.start().panels.feedback.note.setText("等太久")
    window.close()
    assert window.isVisible() and "王小明的满意度" in window.start().unsaved_words()
    window.asked.reject()
