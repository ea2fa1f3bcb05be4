"""Which time a report is about: month, quarter, year, days of one's own or all; one on and one back."""

from PySide6.QtCore import Qt, Signal

from kyuanbook.language import say, tr
from kyuanbook.rules.periods import Span, around, moved, read_days, words
from kyuanbook.rules.sources import Period
from kyuanbook.ui.kit.buttons import Button, IconButton
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field, Form
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Part, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label
from kyuanbook.ui.settings.calendar_section import typed

BACK_KEY, ON_KEY = "Alt+PgUp", "Alt+PgDown"


class PeriodBar(Part):
    """``chosen``: it is another time now. ``form``: where days of one's own are typed; it stands elsewhere."""

    chosen = Signal()

    def __init__(self, theme: Theme, today: int) -> None:
        super().__init__(theme)
        self.today, self.span = today, Span.YEAR
        self.period = around(Span.YEAR, today)
        self.spans = Combo(theme, [Choice(span.value, say(span.label)) for span in Span], small=True)
        self.spans.setAccessibleName(tr("多长时间"))
        self.before = IconButton(theme, "chevron-left", tr("前一段时间"), key=BACK_KEY)
        self.after = IconButton(theme, "chevron-right", tr("后一段时间"), key=ON_KEY)
        self.words = Label(theme, "", size=14)
        across = row(theme, self, gap=4)
        for part in (self.spans, self.before, self.words, self.after):
            across.addWidget(part)
        self._build_form(theme)
        self.spans.choose(self.span.value)
        self.spans.chosen.connect(self._span_chosen)
        self.before.clicked.connect(lambda: self.step(-1))
        self.after.clicked.connect(lambda: self.step(1))
        self._say()

    def _build_form(self, theme: Theme) -> None:
        self.form = Form(theme)
        self.first, self.last = Line(theme, icon="calendar"), Line(theme, icon="calendar", placeholder=tr("不填是今天"))
        self.form.add("first", Field(theme, tr("从哪天"), self.first, hint=tr("10.3、上个月1号")))
        self.form.add("last", Field(theme, tr("到哪天"), self.last))
        self.form.submitted.connect(self.take_days)
        self.take = Button(theme, tr("看这段时间"), icon="check", key="Enter", bind=False)
        self.take.clicked.connect(self.take_days)
        self.form.hide()

    def show_period(self, span: Span, period: Period) -> None:
        """This one, telling nobody."""
        self.span, self.period = span, period
        self.spans.choose(span.value)
        self._say()

    def _say(self) -> None:
        self.words.set_text(say(words(self.span, self.period)))
        for button in (self.before, self.after):
            button.setVisible(self.span is not Span.ALL)
        # two whole days find no room beside the rest in large type: they stand in their fields
        self.words.setVisible(self.span is not Span.ALL and not (self.span is Span.DAYS and self.theme.compact))
        self.after.setEnabled(self.period.last < self.today)
        self.form.setVisible(self.span is Span.DAYS)
        self.take.setVisible(self.span is Span.DAYS)

    def restyle(self) -> None:
        """In larger type less finds room."""
        if hasattr(self, "take"):
            self._say()

    def _span_chosen(self, key: str) -> None:
        span = Span(key)
        self.show_period(span, around(span, min(self.period.last, self.today)))
        if span is Span.DAYS:
            self.first.setText(typed(self.period.first))
            self.last.setText(typed(self.period.last))
        self.chosen.emit()
        if span is Span.DAYS:  # to be typed now
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.first.selectAll()

    def step(self, by: int) -> None:
        """One on or back; none that has not begun."""
        if self.span is Span.ALL or (by > 0 and self.period.last >= self.today):
            return
        self.show_period(self.span, moved(self.span, self.period, by))
        if self.span is Span.DAYS:
            self.first.setText(typed(self.period.first))
            self.last.setText(typed(self.period.last))
        self.chosen.emit()

    def take_days(self) -> None:
        """The days that were typed; what is wrong with them is said beside them."""
        found, problems = read_days(self.first.text(), self.last.text(), self.today)
        self.form.complain(problems)
        if found is not None:
            self.show_period(Span.DAYS, found)
            self.chosen.emit()
