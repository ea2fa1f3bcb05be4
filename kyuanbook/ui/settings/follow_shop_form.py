"""What holds for 回访 in the whole shop: the pause, how often again, from which score on, and when the day's notice comes."""

from collections.abc import Callable
from typing import Any, Final

from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.shop import set_shop
from kyuanbook.book.queries.shop import ShopSettings
from kyuanbook.language import tr
from kyuanbook.rules.dates import read_time, time_words
from kyuanbook.rules.words import Message, Problem
from kyuanbook.ui.kit.fields import Field, Form
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading

NEVER: Final = -1
_NUMBERS: Final = {"pause_days": (0, 365), "retry_days": (1, 60), "retry_most": (1, 10), "low_score": (1, 4)}  # least, most


class FollowShopForm(Part):
    """Each is kept when Enter is pressed or it is left. ``do``: does it, with its notice."""

    def __init__(self, theme: Theme, book: Book, do: Callable[[Form | None, Callable[[], Done]], Done | None]) -> None:
        super().__init__(theme)
        self._book, self._do = book, do
        self._now = ShopSettings()
        self.form = Form(theme)
        self.lines = {name: Line(theme) for name in (*_NUMBERS, "remind_at")}
        fields = {
            "pause_days": Field(theme, tr("联系过几天内不再找"), self.lines["pause_days"], hint=tr("天")),
            "remind_at": Field(theme, tr("每天几点提醒回访"), self.lines["remind_at"], hint=tr("空着不提醒")),
            "retry_days": Field(theme, tr("没接的隔几天再打"), self.lines["retry_days"], hint=tr("天")),
            "retry_most": Field(theme, tr("最多打几次"), self.lines["retry_most"]),
            "low_score": Field(theme, tr("几分以下算不满意"), self.lines["low_score"], hint=tr("含这一分")),
        }
        self.form.add_row(("pause_days", fields["pause_days"]), ("remind_at", fields["remind_at"]))
        self.form.add_row(("retry_days", fields["retry_days"]), ("retry_most", fields["retry_most"]))
        self.form.add_row(("low_score", fields["low_score"]))
        down = column(theme, self, gap=12)
        down.addWidget(Heading(theme, tr("全店都照这样")))
        down.addWidget(self.form)
        for name, line in self.lines.items():
            line.submitted.connect(lambda name=name: self.store(name))
            line.editingFinished.connect(lambda name=name: self.store(name))

    def show_settings(self, now: ShopSettings) -> None:
        """As they are; what is being typed stays."""
        self._now = now
        for name, line in self.lines.items():
            if line.text() != self._kept(name) and not line.hasFocus() and self.form.fields[name].problem() is None:
                line.setText(self._kept(name))

    def _kept(self, name: str) -> str:
        value = getattr(self._now, name)
        if name == "remind_at":
            return "" if value == NEVER else time_words(value)
        return str(value)

    def store(self, name: str) -> None:
        """Keep one of them if it is another."""
        typed = self.lines[name].text().strip()
        if typed == self._kept(name):
            self.form.fields[name].complain(None)
            return
        value, problem = self._read(name, typed)
        self.form.fields[name].complain(problem)
        if value is None:
            return
        if value == getattr(self._now, name):
            self.lines[name].setText(self._kept(name))
            return
        values: dict[str, Any] = {name: value}
        self._do(self.form, lambda: set_shop(self._book, **values))

    def _read(self, name: str, typed: str) -> tuple[int | None, Problem | None]:
        if name == "remind_at":
            if not typed:
                return NEVER, None
            minute, problems = read_time(typed, name)
            return minute, problems[0] if problems else None
        least, most = _NUMBERS[name]
        if not (typed.isdecimal() and len(typed) <= 3 and least <= int(typed) <= most):
            return None, Problem(name, Message("whole_number" if least else "whole_from_nought", {"most": most}))
        return int(typed), None
