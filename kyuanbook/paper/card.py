"""A customer's card on paper: who they are, where they stand, what is known, what happened last. A page each."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.document import Document
from kyuanbook.paper.fonts import Style
from kyuanbook.paper.handouts import CardPage, CardSheet
from kyuanbook.paper.shapes import stage_mark
from kyuanbook.paper.sheets import Cancelled, Paper, Printed, Progress
from kyuanbook.paper.typeset import SEAL_RED, Setter

REGULAR: Final = Style.REGULAR
BOLD: Final = Style.BOLD
HAIR: Final = 0.6


@dataclass(frozen=True, slots=True)
class Form:
    """One paper, in points. ``columns``: of facts beside one another; ``word``: what the words before them take."""

    width: float
    height: float
    margin: float
    seal: float
    name: tuple[float, ...]
    body: float
    columns: int
    word: float

    @property
    def room(self) -> float:
        """From margin to margin."""
        return self.width - 2 * self.margin


CARD_FORMS: Final = MappingProxyType(
    {
        Paper.A4: Form(210 * MM, 297 * MM, 16 * MM, 11 * MM, (26, 21, 17, 14), 10.5, 2, 24 * MM),
        Paper.A5: Form(148 * MM, 210 * MM, 12 * MM, 9 * MM, (20, 17, 14, 12), 9.5, 2, 19 * MM),
    }
)
CARD_PAPERS: Final = tuple(CARD_FORMS)


def cards(sheet: CardSheet, paper: Paper, progress: Progress | None = None) -> Printed:
    """The cards as PDF; the same bytes for the same sheet. Raises Cancelled when ``progress`` answers False."""
    form = CARD_FORMS[paper]
    document = Document((form.width, form.height), title=sheet.title, author=sheet.shop, subject=sheet.about)
    setter = Setter(document.canvas)
    for done, row in enumerate(sheet.rows, 1):
        _Card(document, setter, sheet, form).draw(row)
        document.canvas.showPage()
        if progress is not None and not progress(done, len(sheet.rows)):
            raise Cancelled
    if not sheet.rows:
        document.canvas.showPage()
    return Printed(document.written(progress, len(sheet.rows)), max(1, len(sheet.rows)), setter.writer.missing)


class _Card:
    """Draws one card from the top down."""

    def __init__(self, document: Document, setter: Setter, sheet: CardSheet, form: Form) -> None:
        self.canvas, self.set, self.sheet, self.form = document.canvas, setter, sheet, form
        self.left, self.right = form.margin, form.width - form.margin
        self.foot = form.margin + 6 * MM
        self.y = form.height - form.margin
        self.texts: list[str] = []

    def draw(self, row: CardPage) -> None:
        """All of it."""
        self._head(row)
        self._facts(row.facts)
        self._note(row.note)
        self._events(row)
        self.texts += [
            self.set.put(self.set.clean(self.sheet.shop), REGULAR, 8.5, self.left, self.form.margin),
            self.set.put_right(self.set.clean(self.sheet.about), REGULAR, 8.5, self.right, self.form.margin),
        ]
        self.set.draw(*self.texts)

    def _head(self, row: CardPage) -> None:
        set_, form, body = self.set, self.form, self.form.body
        bottom = self.y - form.seal
        set_.draw_seal(self.left, bottom, form.seal)
        x = self.left + form.seal + 4 * MM
        phone_size, phone = set_.fit(set_.clean(row.phone), REGULAR, (body * 1.5, body * 1.2, body), form.room * 0.42)
        word = set_.clean(row.stage_word)
        chip = body + 3 + set_.width(word, REGULAR, body) + 4 * MM
        room = self.right - x - set_.width(phone, REGULAR, phone_size) - chip - 4 * MM
        name = set_.clean(row.name)
        size, fitted = set_.fit(name, Style.SERIF, form.name, room)
        lines, base = [fitted], bottom + form.seal * 0.25
        if fitted != name:  # a long one has the line to itself, the number goes below
            size = form.name[-1]
            lines = set_.wrap(name, Style.SERIF, size, self.right - x, 2)
        self.texts += [set_.put(line, Style.SERIF, size, x, base - i * size * 1.3) for i, line in enumerate(lines)]
        base -= (len(lines) - 1) * size * 1.3
        beside = fitted == name
        at = x + set_.width(lines[-1], Style.SERIF, size) + 4 * MM if beside else x
        base = base if beside else base - 6.4 * MM
        self.canvas.addLiteral(f"q 1 0 0 1 {at:.2f} {base - 1:.2f} cm {stage_mark(row.stage, body)} Q")
        self.texts.append(set_.put(word, REGULAR, body, at + body + 3, base))
        self.texts.append(set_.put_right(phone, REGULAR, phone_size, self.right, base))
        self.y = min(bottom, base - 2 * MM) - 4 * MM
        self.canvas.setStrokeColorRGB(*SEAL_RED)
        self.canvas.setLineWidth(0.7)
        for down in (0.0, 0.7 * MM):
            self.canvas.line(self.left, self.y - down, self.right, self.y - down)
        self.canvas.setStrokeGray(0)
        self.y -= 2 * MM
        self._paragraph(row.reason, body * 1.12, BOLD, 2)

    def _paragraph(self, text: str, size: float, style: Style, most: int) -> None:
        for line in self.set.wrap(self.set.clean(text), style, size, self.form.room, most):
            self.y -= size * 1.5
            self.texts.append(self.set.put(line, style, size, self.left, self.y))

    def _rule(self) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.setStrokeGray(HAIR)
        self.canvas.line(self.left, self.y, self.right, self.y)
        self.canvas.setStrokeGray(0)

    def _facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """In columns, each as many lines as it needs; what stands beside one another begins on one line."""
        set_, form, body = self.set, self.form, self.form.body
        gap = 8 * MM
        wide = (form.room - gap * (form.columns - 1)) / form.columns
        self.y -= 3 * MM
        for start in range(0, len(facts), form.columns):
            deepest = 1
            for i, (word, value) in enumerate(facts[start : start + form.columns]):
                x = self.left + i * (wide + gap)
                size, fitted = set_.fit(set_.clean(word), REGULAR, (body * 0.9, body * 0.8, body * 0.7), form.word - 4)
                lines = set_.wrap(set_.clean(value), REGULAR, body, wide - form.word, 3)
                deepest = max(deepest, len(lines))
                self.texts.append(set_.put(fitted, REGULAR, size, x, self.y - body * 1.5))
                self.texts += [
                    set_.put(line, REGULAR, body, x + form.word, self.y - body * 1.5 * (k + 1)) for k, line in enumerate(lines)
                ]
            self.y -= body * 1.5 * deepest + 1.6 * MM
        self.y -= 1 * MM

    def _note(self, note: str) -> None:
        if note:
            self._rule()
            self._paragraph(note, self.form.body, REGULAR, 8)
            self.y -= 3 * MM

    def _events(self, row: CardPage) -> None:
        """The last ones first, as many as there is room for; how many more there are is said."""
        set_, body = self.set, self.form.body
        if not row.events:
            return
        lead = body * 1.9
        self.y -= 2 * MM + body
        self.texts.append(set_.put(set_.clean(row.events_head), BOLD, body * 1.1, self.left, self.y))
        self.y -= 2 * MM
        self._rule()
        room = int((self.y - self.foot - 4 * MM) / lead)
        shown = row.events if len(row.events) <= room else row.events[: max(0, room - 1)]
        first = max(set_.width(set_.clean(event.day), REGULAR, body) for event in row.events) + 5 * MM
        for event in shown:
            amount = set_.clean(event.amount)
            end = self.right - set_.width(amount, REGULAR, body) - (3 * MM if amount else 0)
            fitted = set_.fit(set_.clean(event.what), REGULAR, (body, body * 0.9), end - self.left - first)
            base = self.y - lead * 0.68
            self.texts += [
                set_.put(set_.clean(event.day), REGULAR, body, self.left, base),
                set_.put(fitted[1], REGULAR, fitted[0], self.left + first, base),
                set_.put_right(amount, REGULAR, body, self.right, base),
            ]
            self.y -= lead
            self._rule()
        if len(shown) < len(row.events):
            more = set_.clean(row.more.replace("{n}", str(len(row.events) - len(shown))))
            self.texts.append(set_.put(more, REGULAR, body * 0.9, self.left, self.y - lead * 0.68))
