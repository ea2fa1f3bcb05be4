"""期初: what is known of a regular from before the book. Any part may stay empty."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from kyuanbook.language import tr
from kyuanbook.rules.entries import OpeningEntry
from kyuanbook.ui.kit.choices import Tick
from kyuanbook.ui.kit.fields import Field, Form
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.theme import Theme

NAMES = ("visits", "total", "first", "last", "gap")


class OpeningFields:
    """A tick, and five fields of the form that stand there once it is set."""

    def __init__(self, theme: Theme, form: Form, watch: Callable[[str, Field], Field]) -> None:
        self.tick = Tick(theme, tr("用这个本子以前就来的老客"))
        self.tick.toggled.connect(self.show_fields)
        form.add_widget(self.tick)
        words = {
            "visits": (tr("来过几次"), ""), "total": (tr("一共花了"), ""), "first": (tr("第一次来"), "2018.5.1"),
            "last": (tr("最近一次来"), "2026.1.1"), "gap": (tr("平时几天来一次"), ""),
        }  # fmt: skip
        self.lines = {name: Line(theme, placeholder=words[name][1] or tr("可不填")) for name in NAMES}
        self.fields = {
            name: watch(f"opening_{name}", Field(theme, words[name][0], line)) for name, line in self.lines.items()
        }
        named = {name: (f"opening_{name}", field) for name, field in self.fields.items()}
        form.add_row(named["visits"], named["total"])
        form.add_row(named["first"], named["last"])
        form.add(*named["gap"])
        self._more = False

    def show_more(self, more: bool) -> None:
        """The tick, and the fields when it is set."""
        self._more = more
        self.tick.setVisible(more)
        self.show_fields(self.tick.isChecked())

    def show_fields(self, wanted: bool) -> None:
        """The five."""
        for field in self.fields.values():
            field.setVisible(wanted and self._more)

    def entry(self) -> OpeningEntry | None:
        """As typed; None for one who is no regular of old."""
        if not self.tick.isChecked():
            return None
        return OpeningEntry(**{name: line.text() for name, line in self.lines.items()})

    def fill(self, entry: OpeningEntry | None) -> None:
        """Show it."""
        self.tick.setChecked(entry is not None)
        for name, line in self.lines.items():
            line.setText("" if entry is None else getattr(entry, name))

    def editors(self) -> list[QWidget]:
        """In Tab order."""
        return [self.tick, *self.lines.values()]
