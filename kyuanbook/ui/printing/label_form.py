"""Which sheet of labels, from which label on; an own size in millimetres."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Signal

from kyuanbook.language import tr, trn
from kyuanbook.rules.labels import OWN, STOCKS, LabelEntry, Stock, first_label, own_stock
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.fields import Field, Form
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.theme import Theme

SIDES: Final = LabelEntry._fields
FIGURES: Final = 8


def stock_choices() -> list[Choice]:
    """The sheets that can be bought, and an own size."""
    made = [
        Choice(key, trn("一张 {n} 个，{width} × {height} mm", stock.many, width=_mm(stock.width), height=_mm(stock.height)))
        for key, stock in STOCKS.items()
    ]  # fmt: skip
    return [*made, Choice(OWN, tr("自己填尺寸"))]


def _mm(size: float) -> str:
    return f"{size:g}"


class LabelForm(Part):
    """``typed``: another size or first label, as far as it can be read; what cannot is said under its field."""

    typed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.form = Form(theme)
        names = {
            "width": tr("标签宽"), "height": tr("标签高"), "left": tr("左边距"), "top": tr("上边距"), "gap_x": tr("横间距"),
            "gap_y": tr("竖间距"),
        }  # fmt: skip
        self.start = self._field("start", tr("从第几个标签开始"), "")
        self.sides = {name: self._field(name, names[name], "mm") for name in SIDES}
        self.form.add_row(("start", self.start), *((name, self.sides[name]) for name in SIDES[:2]))
        self.form.add_row(*((name, self.sides[name]) for name in SIDES[2:]))
        column(theme, self, margins=(0, 8, 0, 8)).addWidget(self.form)
        self.key = ""
        self.form.submitted.connect(self.typed)

    def _field(self, name: str, label: str, hint: str) -> Field:
        line = Line(self.theme, limit=FIGURES)
        line.committed.connect(lambda _: self.typed.emit())
        return Field(self.theme, label, line, hint=hint)

    def choose(self, key: str) -> None:
        """Another sheet: of STOCKS, or an own size."""
        self.key = key if key in STOCKS else OWN
        for field in self.sides.values():
            field.setVisible(self.key == OWN)
        self.updateGeometry()

    def read(self) -> tuple[Stock, int] | None:
        """The sheet, and the first label; None when something cannot be read or does not fit, which is said."""
        entry = LabelEntry(**{name: self.sides[name].text() for name in SIDES})
        stock, problems = own_stock(entry) if self.key == OWN else (STOCKS[self.key], ())
        first = 1
        if stock is not None:
            first, wrong = first_label(self.start.text(), stock)
            problems = (*problems, *wrong)
        held = {name: field.editor.hasFocus() for name, field in self.form.fields.items()}
        for name, field in self.form.fields.items():
            field.complain(next((p for p in problems if p.field == name), None))
            if held[name]:
                field.editor.setFocus()
        return None if stock is None or problems else (stock, first)

    def to_remember(self) -> dict[str, Any]:
        """The own size; the first label is another each time."""
        return {name: field.text() for name, field in self.sides.items()}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """As it was last; an own size never typed begins with a common one."""
        usual = {"width": "70", "height": "37"}
        for name, field in self.sides.items():
            value = kept.get(name, usual.get(name, ""))
            field.set_text(value if isinstance(value, str) and len(value) <= FIGURES else "")
        self.start.set_text("")
