"""One row of a call list on sheets: who, why, and what is known, as PDF operators."""

from typing import Final

from kyuanbook.paper.callformat import MM, SAID_LEAD, Format
from kyuanbook.paper.fonts import Style
from kyuanbook.paper.shapes import stage_mark
from kyuanbook.paper.sheets import CallRow, CallSheet, CallWords
from kyuanbook.paper.typeset import Setter

REGULAR: Final = Style.REGULAR
BOLD: Final = Style.BOLD
NAME: Final = 12.5
NAME_SIZES: Final = (NAME, 11.5, 10.5)
PHONE_SIZES: Final = (12.0, 11.0, 10.0, 9.0, 8.0, 7.0)
NUMBER_SIZES: Final = (11.0, 9.0, 7.5, 6.5, 5.5)
REASON: Final = 9.3
SMALL: Final = 8.0
SMALLER: Final = (SMALL, 7.5, 7.0)
MARK: Final = 8.0
SAID: Final = 9.0


def most_said(setter: Setter, sheet: CallSheet, form: Format) -> int:
    """Lines that what to say takes in the row where it is longest; 0 where it is not printed."""
    left = next(column.x for column in form.columns if column.field == "who")
    room, most = (form.right - left) * MM, 0
    for row in sheet.rows:
        if row.say and most < form.lines:
            whole = setter.clean(sheet.words.say + row.say)
            most = max(most, len(setter.wrap(whole, REGULAR, SAID, room, form.lines)))
    return most


class CallRowSetter:
    """Sets rows of one sheet in one format."""

    def __init__(self, setter: Setter, words: CallWords, form: Format) -> None:
        self.set = setter
        self.words = words
        self.form = form
        self.columns = {column.field: column for column in form.columns}

    def operators(self, row: CallRow, top: float) -> str:
        """Operators of one row, the origin moved to the left end of its upper line."""
        number = self.columns["row"]
        size, text = self.set.fit(str(row.number), REGULAR, NUMBER_SIZES, number.room * MM)
        base = -self.form.top * MM
        texts = [self.set.put(text, REGULAR, size, number.x * MM, base)]
        if self.form.folded:
            mark, lower = self._who_folded(row, texts)
            self._why(row, texts, lower)
        else:
            mark = self._who(row, texts)
            self._why(row, texts)
        if not self.form.details:
            self._own_columns(row, texts)
        if row.say:
            self._say(row, texts)
        body = "\n".join(texts)
        return f"q 1 0 0 1 0 {top:.2f} cm\nBT\n{body}\nET\n{mark}\nQ"

    def _say(self, row: CallRow, texts: list[str]) -> None:
        """What to say, right across the sheet under all that is to be ticked and written."""
        set_, form, left = self.set, self.form, self.columns["who"].x * MM
        whole = set_.clean(self.words.say + row.say)
        y = -(form.row - form.asked - form.said + SAID_LEAD * 0.72) * MM
        for i, line in enumerate(set_.wrap(whole, REGULAR, SAID, form.right * MM - left, form.lines)):
            texts.append(set_.put(line, REGULAR, SAID, left, y - i * SAID_LEAD * MM))

    def _mark(self, row: CallRow, word: str, x: float, y: float, texts: list[str]) -> str:
        """The stage's word at (x, y) into ``texts``, its shape before it returned."""
        texts.append(self.set.put(word, REGULAR, SMALL, x + MARK + 2.2, y))
        return f"q 1 0 0 1 {x:.2f} {y - 0.9:.2f} cm {stage_mark(row.stage, MARK)} Q"

    def _who(self, row: CallRow, texts: list[str]) -> str:
        """Name with stage beside it, phone under it; a long name has its line to itself and the stage comes last."""
        set_, column = self.set, self.columns["who"]
        x, room, base = column.x * MM, column.room * MM, -self.form.top * MM
        name, phone, word = set_.clean(row.name), set_.clean(row.phone), set_.clean(row.stage_word)
        phone_size, phone = set_.fit(phone, REGULAR, PHONE_SIZES, room)
        after = set_.width(name, BOLD, NAME) + 2.4 * MM
        if after + MARK + 2.2 + set_.width(word, REGULAR, SMALL) <= room:
            texts.append(set_.put(name, BOLD, NAME, x, base))
            mark = self._mark(row, word, x + after, base + 0.4, texts)
            texts.append(set_.put(phone, REGULAR, phone_size, x, base - 6.4 * MM))
            return mark
        size, fitted = set_.fit(name, BOLD, NAME_SIZES, room)
        lines, last, step = [fitted], base, 5.2 * MM
        if fitted != name:
            lines, size, step = set_.wrap(name, BOLD, 9.5, room, 2), 9.5, 4.4 * MM
            texts.append(set_.put(lines[0], BOLD, size, x, base + 1.5 * MM))
            last = base - 2.2 * MM
        texts.append(set_.put(lines[-1], BOLD, size, x, last))
        texts.append(set_.put(phone, REGULAR, phone_size, x, last - step))
        word = set_.fit(word, REGULAR, (SMALL,), room - MARK - 2.2)[1]
        return self._mark(row, word, x, last - 1.85 * step, texts)

    def _who_folded(self, row: CallRow, texts: list[str]) -> tuple[str, bool]:
        """Name and stage at the left, phone at the right of one line; a long name pushes both under it.

        The shape, and whether it did.
        """
        set_, column = self.set, self.columns["who"]
        x, room, base = column.x * MM, column.room * MM, -self.form.top * MM
        word = set_.clean(row.stage_word)
        phone_size, phone = set_.fit(set_.clean(row.phone), REGULAR, PHONE_SIZES, room * 0.52)
        chip = 2.4 * MM + MARK + 2.2 + set_.width(word, REGULAR, SMALL) + 3 * MM
        left = room - set_.width(phone, REGULAR, phone_size) - chip
        name = set_.clean(row.name)
        size, fitted = set_.fit(name, BOLD, NAME_SIZES, left)
        lower = fitted != name
        if lower:
            size, fitted = set_.fit(name, BOLD, (*NAME_SIZES, 9.5), room)
            texts.append(set_.put(fitted, BOLD, size, x, base))
            base -= self.form.leads[0] * MM
            mark = self._mark(row, word, x, base, texts)
        else:
            texts.append(set_.put(name, BOLD, size, x, base))
            mark = self._mark(row, word, x + set_.width(name, BOLD, size) + 2.4 * MM, base + 0.4, texts)
        texts.append(set_.put_right(phone, REGULAR, min(phone_size, 11.0) if lower else phone_size, x + room, base))
        return mark, lower

    def _why(self, row: CallRow, texts: list[str], lower: bool = False) -> None:
        """The reason, and under it what is known: as many lines as the row holds, moved up where it is full.

        ``lower``: a line of the row is already taken.
        """
        set_, column = self.set, self.columns["why"]
        x, room, most = column.x * MM, column.room * MM, column.most - lower
        lead, small_lead = (lead * MM for lead in self.form.leads)
        reason = set_.wrap(
            set_.clean(row.reason), REGULAR, REASON, room, min(2, most - 1) if self.form.details else most
        )
        small: list[tuple[float, str]] = []
        if self.form.details:
            small += self._detail(row, room)
            note = set_.wrap(set_.clean(row.note), REGULAR, SMALL, room, most - len(reason) - len(small))
            small += [(SMALL, line) for line in note]
        y = -self.form.stack * MM - 0.85 * lead * lower
        if len(reason) + len(small) > 3 and not self.form.folded:
            y += 1.2 * MM
        for i, line in enumerate(reason):
            texts.append(set_.put(line, REGULAR, REASON, x, y - i * lead))
        y -= len(reason) * lead - (lead - small_lead if reason else 0)
        for i, (size, line) in enumerate(small):
            texts.append(set_.put(line, REGULAR, size, x, y - i * small_lead))

    def _detail(self, row: CallRow, room: float) -> list[tuple[float, str]]:
        """最近 10月7日　一年约 ¥1,240 and its size, or nothing; the gap, unless the reason says it or room is short."""
        words = self.words
        last = words.last_is.format(last=row.last) if row.last else ""
        gap = words.gap_is.format(gap=row.gap) if row.gap and row.gap not in row.reason else ""
        value = words.value_is.format(value=row.value) if row.value else ""
        whole = self.set.clean("　".join(filter(None, (last, gap, value))))
        size, line = self.set.fit(whole, REGULAR, SMALLER, room)
        if line != whole:
            size, line = self.set.fit(self.set.clean("　".join(filter(None, (last, value)))), REGULAR, SMALLER, room)
        return [(size, line)] if line else []

    def _own_columns(self, row: CallRow, texts: list[str]) -> None:
        """Landscape: last visit, gap, value and note, each in its column."""
        for field in ("last", "gap", "value", "note"):
            column = self.columns[field]
            size = SMALL if field == "note" else 9.0
            text = self.set.clean(getattr(row, field))
            y = -self.form.stack * MM
            if field != "note":
                fitted, line = self.set.fit(text, REGULAR, (size, 8.0, 7.5, 7.0), column.room * MM)
                if line == text or column.right:
                    put = self.set.put_right if column.right else self.set.put
                    texts.append(put(line, REGULAR, fitted, (column.x + column.room * column.right) * MM, y))
                    continue
            lines = self.set.wrap(text, REGULAR, size, column.room * MM, column.most)
            lead = self.form.leads[field == "note"] * MM
            y += 1.2 * MM if len(lines) > 3 else 0
            texts += [self.set.put(t, REGULAR, size, column.x * MM, y - i * lead) for i, t in enumerate(lines)]
