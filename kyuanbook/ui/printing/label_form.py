"""Which sheet of labels, from which label on; an own size in millimetres."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent

from kyuanbook.language import say, tr, trn
from kyuanbook.rules.labels import OWN, STOCKS, LabelEntry, Stock, first_label, own_stock
from kyuanbook.rules.words import Problem
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.fields import Complaint, Field, Form, cure_words
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.theme import Theme

SIDES: Final = LabelEntry._fields
GROUPS: Final = (("start",), ("width", "height"), ("left", "top"), ("gap_x", "gap_y"))
FIGURES: Final = 8
TOP: Final = Qt.AlignmentFlag.AlignTop


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
        down = column(theme, self, gap=8, margins=(0, 8, 0, 8))
        self._lines = [row(theme, gap=16) for _ in GROUPS]
        for line in self._lines:
            line.addStretch(0)
            down.addLayout(line)
        for name, field in (("start", self.start), *self.sides.items()):
            self.form.adopt(name, field)
            self._lines[0].insertWidget(self._lines[0].count() - 1, field, 1, TOP)
        self.complaint = Complaint(theme)  # under them all: under one the sentence would be three words wide
        self.complaint.hide()
        down.addWidget(self.complaint)
        self.problem: Problem | None = None
        self.complaint.cure.clicked.connect(self._cure)
        self.form.setParent(self)
        self.form.hide()
        self.key = next(iter(STOCKS))
        self.form.submitted.connect(self.typed)
        self.restyle()

    def restyle(self) -> None:
        """No field is wider than a number needs, nor narrower than what it is called."""
        for field in self.form.fields.values():
            field.setMinimumWidth(max(field.minimumSizeHint().width(), field.label.sizeHint().width()))
            field.setMaximumWidth(self.theme.px(176))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width, in other lines."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest of the groups."""
        return QSize(max(map(self._wide, GROUPS)), super().minimumSizeHint().height())

    def _wide(self, names: Sequence[str]) -> int:
        """px in which these stand side by side."""
        fields = [self.form.fields[name] for name in names]
        each = max(field.minimumWidth() for field in fields)
        return (each + self.theme.px(16)) * len(names)

    def _fit(self) -> None:
        """All side by side; where that is too narrow the margins and gaps stand below; then each group on its own."""
        start, size, margins, gaps = GROUPS
        ways = ((*start, *size, *margins, *gaps), (), (), ()), ((*start, *size), (*margins, *gaps), (), ())
        fits = (way for way in ways if all(self._wide(names) <= self.width() for names in way if names))
        for line, names in zip(self._lines, next(fits, GROUPS), strict=True):
            for field in (self.form.fields[name] for name in names):
                if line.indexOf(field) < 0:
                    line.insertWidget(line.count() - 1, field, 1, TOP)

    def _field(self, name: str, label: str, hint: str) -> Field:
        line = Line(self.theme, limit=FIGURES)
        line.committed.connect(lambda _: self.typed.emit())
        field = Field(self.theme, label, line, hint=hint)
        field.hint.setVisible(bool(hint))  # an empty one would take its gap from the label
        return field

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
        for name, field in self.form.fields.items():
            field.editor.set_wrong(any(p.field == name for p in problems))
        self.problem = problem = problems[0] if problems else None
        self.complaint.setVisible(problem is not None)
        if problem is not None:
            cure = cure_words(problem.cure) if problem.cure is not None else ""
            self.complaint.show_problem(say(problem.message), cure, asks=False)
        return None if stock is None or problems else (stock, first)

    def _cure(self) -> None:
        """The value offered, put there."""
        problem = self.problem
        if problem is not None and problem.cure is not None:
            field = self.form.fields[problem.field]
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            field.set_text(problem.cure)

    def to_remember(self) -> dict[str, Any]:
        """The own size; the first label is another each time."""
        return {name: field.text() for name, field in self.sides.items()}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """As it was last; an own size never typed begins with a common one."""
        usual = {"width": "70", "height": "37"}
        self.blockSignals(True)  # nobody typed it
        for name, field in self.sides.items():
            value = kept.get(name, usual.get(name, ""))
            field.set_text(value if isinstance(value, str) and len(value) <= FIGURES else "")
        self.start.set_text("")
        self.blockSignals(False)
