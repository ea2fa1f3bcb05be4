"""A line that picks one of many by typing: a channel, a referrer, a member of staff."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QScrollArea, QStyleOptionViewItem, QWidget

from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.announce import announce
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.kit.rare import Delegate
from kyuanbook.ui.kit.shadow import draw_shadow
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Prose

ROW: Final = 36
SHOWN: Final = 7
LEAST: Final = 3  # rows below, with less of which the list may stand above
APART: Final = 4  # px from the line
SHADE: Final = 12


@dataclass(frozen=True, slots=True)
class Option:
    """One that may be picked: its key, its words, a note at the right (a family, a phone)."""

    key: str
    word: str
    note: str = ""


class _List(Part):
    """The options under the line, on the window itself so that no panel cuts them."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window)
        self.view = QListView(self)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Raised ground in its shade."""
        draw_ground(QPainter(self), self.theme, self.rect())


class _Delegate(Delegate):
    """Word, note at the right."""

    def __init__(self, theme: Theme, picker: "Picker", view: QListView) -> None:
        super().__init__(theme, view)
        self.picker, self.view = picker, view

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        """36 high."""
        return QSize(self.theme.px(80), self.theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        """One option."""
        theme, t, px = self.theme, self.theme.tokens, self.theme.px
        rect: QRect = option.rect
        chosen = self.picker.options[index.row()]
        if index.row() == self.view.currentIndex().row():
            paint.rounded(painter, theme, rect, 4, fill=t.accent_t)
        box = rect.adjusted(px(8), 0, -px(8), 0)
        note = paint.write(painter, theme, box, chosen.note, t.ink2, size=13, align=paint.RIGHT)
        paint.write(painter, theme, box.adjusted(0, 0, -note - px(8), 0), chosen.word, t.ink)


class _Nobody(Part):
    """In place of the options: that nothing fits, and what to do."""

    said_as = "StaticText"

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window)
        self.words = Prose(theme, "", ink="ink")
        column(theme, self, margins=(SHADE + 12, SHADE + 8, SHADE + 12, SHADE + 8)).addWidget(self.words)
        self.hide()

    def say(self, words: str) -> None:
        """This."""
        self.words.setText(words)
        self.setAccessibleName(words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click puts it away: what lies below is not meant."""
        self.hide()

    def high(self, wide: int) -> int:
        """px that it needs."""
        return self.words.heightForWidth(wide - 2 * self.theme.px(12)) + 2 * self.theme.px(8)

    def place(self, field: QRect, wide: int) -> None:
        """Right below the line; above it where there is no room."""
        edge, apart, window, high = self.theme.px(SHADE), self.theme.px(APART), self.window(), self.high(wide)
        left = min(field.left(), window.width() - self.theme.px(8) - wide)
        down = field.bottom() + 1 + apart + high <= window.height()
        top = field.bottom() + 1 + apart if down else field.top() - apart - high
        self.setGeometry(left - edge, top - edge, wide + 2 * edge, high + 2 * edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As the options are."""
        draw_ground(QPainter(self), self.theme, self.rect())


def draw_ground(painter: QPainter, theme: Theme, rect: QRect) -> None:
    """Raised ground in its shade."""
    edge = theme.px(SHADE)
    box = rect.adjusted(edge, edge, -edge, -edge)
    draw_shadow(painter, theme, box, 6, 8)
    paint.rounded(painter, theme, box, 6, fill=theme.tokens.raised, edge=theme.tokens.rule2)


class Picker(Line):
    """Type, arrows, Enter or Tab to take. ``picked`` bears the key; "" when the line was emptied or is not (yet) one.

    ``find("")`` gives what to offer at once. What was typed and is none of them stays, and :meth:`choice` is "".
    """

    picked = Signal(str)

    def __init__(
        self,
        theme: Theme,
        find: Callable[[str], Sequence[Option]],
        *,
        placeholder: str = "",
        icon: str = "",
        list_width: int = 0,
        nothing: Callable[[str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``list_width``: px at 100 % that the list is wide at least, for a line narrower than what it offers. ``nothing``: what
        is said while nothing fits what is typed; None where that is no fault: what is typed is new then."""
        super().__init__(theme, placeholder=placeholder, icon=icon, limit=100, parent=parent)
        self._list_width, self._nothing = list_width, nothing
        self._nobody: _Nobody | None = None
        self._find = find
        self.options: tuple[Option, ...] = ()
        self._chosen: Option | None = None
        self._list: _List | None = None
        self._model = QStringListModel(self)
        self.textEdited.connect(self._typed)
        privacy.changed.connect(self._offer_again)

    def choice(self) -> str:
        """The key of what is picked, "" for nothing."""
        return "" if self._chosen is None else self._chosen.key

    def choose(self, option: Option | None) -> None:
        """Put one there without telling anyone."""
        self._chosen = option
        self.setText("" if option is None else option.word)

    def _typed(self, text: str) -> None:
        if self._chosen is not None and text != self._chosen.word:
            self._chosen = None
            self.picked.emit("")
        self.offer(text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click into the empty line offers all: by mouse alone there is no Down. Enter still means the form."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.typed() and not self.is_open():
            self.offer("", in_hand=False)

    def typed(self) -> str:
        """What is being typed."""
        return self.text()

    def offer(self, text: str, *, in_hand: bool = True) -> None:
        """Open the list for ``text``, its first row in hand or none."""
        self.options = tuple(self._find(text))
        self._model.setStringList([f"{o.word} {o.note}".strip() for o in self.options])
        if not self.options:
            self.close_list()
            if in_hand and text.strip():
                self._say_nobody(text.strip())
            return
        self._leave_nobody()
        shown = self._list or self._make_list()
        shown.view.setCurrentIndex(self._model.index(0) if in_hand else QModelIndex())
        self._make_room(min(SHOWN, len(self.options)) * self.theme.px(ROW) + self.theme.px(APART + 8 + APART))
        self._follow()
        shown.show()
        shown.raise_()
        QTimer.singleShot(0, self, self._follow)  # what is being laid out anew may move the line once more
        if in_hand:
            self._say(0)

    def _say_nobody(self, typed: str) -> None:
        words = self._nothing(typed) if self._nothing is not None else ""
        if not words:
            return
        shown = self._nobody or self._make_nobody()
        shown.say(words)
        self._find_room()
        shown.show()
        shown.raise_()
        QTimer.singleShot(0, self, self._find_room)
        self.setAccessibleDescription(words)
        announce(self, words)

    def _make_nobody(self) -> _Nobody:
        shown = self._nobody = _Nobody(self.theme, self.window())
        self.destroyed.connect(shown.deleteLater)
        return shown

    def _find_room(self) -> None:
        if self._nobody is not None:
            self._make_room(self._nobody.high(self._wide()) + self.theme.px(2 * APART))
            self._follow()

    def _leave_nobody(self) -> None:
        if self._nobody is not None:
            self._nobody.hide()

    def nobody_words(self) -> str:
        """What is said in place of the options; "" while it is not."""
        return "" if self._nobody is None or self._nobody.isHidden() else self._nobody.words.text()

    def _offer_again(self) -> None:
        if self.is_open():
            self.offer(self.text())

    def _make_list(self) -> _List:
        shown = self._list = _List(self.theme, self.window())
        shown.view.setModel(self._model)
        shown.view.setItemDelegate(_Delegate(self.theme, self, shown.view))
        shown.view.clicked.connect(lambda index: self._take(index.row()))
        self.destroyed.connect(shown.deleteLater)
        return shown

    def _follow(self) -> None:
        if self._list is not None:
            self._place(self._list)
        if self._nobody is not None:
            self._nobody.place(self._field(), self._wide())

    def _wide(self) -> int:
        px = self.theme.px
        return min(max(self.width(), px(self._list_width)), self.window().width() - 2 * px(8))

    def _field(self) -> QRect:
        """Where the line is, in the window."""
        return QRect(self.mapTo(self.window(), QPoint()), self.size())

    def _fitting_rows(self, room: int) -> int:
        return max(0, room - self.theme.px(APART + 8 + APART)) // self.theme.px(ROW)

    def _make_room(self, wanted: int) -> None:
        """Where the form scrolls, scroll it so that so many px find their place below the line; the line stays in sight."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if not isinstance(area, QScrollArea):
            return
        px, field = self.theme.px, self._field()
        over = field.bottom() + wanted - self.window().height()
        top = area.mapTo(self.window(), QPoint()).y() + px(32)  # its label too
        if over > 0:
            bar = area.verticalScrollBar()
            bar.setValue(bar.value() + max(0, min(over, field.top() - top)))

    def _place(self, shown: _List) -> None:
        """Below the line, with as many rows as fit; above it only where far more do. Never over the line itself."""
        px, edge, window, field = self.theme.px, self.theme.px(SHADE), self.window(), self._field()
        wanted = min(SHOWN, len(self.options))
        below, above = self._fitting_rows(window.height() - field.bottom()), self._fitting_rows(field.top())
        down = below >= min(wanted, LEAST) or below >= above
        rows = max(1, min(wanted, below if down else above)) * px(ROW)
        high = rows + px(8)
        top = field.bottom() + 1 + px(APART) if down else field.top() - px(APART) - high
        wide = self._wide()
        left = min(field.left(), window.width() - px(8) - wide)
        shown.setGeometry(left - edge, top - edge, wide + 2 * edge, high + 2 * edge)
        shown.view.setGeometry(edge + px(4), edge + px(4), wide - px(8), rows)

    def is_open(self) -> bool:
        """Whether the list stands open."""
        return self._list is not None and not self._list.isHidden()

    def close_list(self) -> None:
        """Close it; the text stays."""
        self._leave_nobody()
        if self._list is not None:
            self._list.hide()

    def _say(self, place: int) -> None:
        chosen = self.options[place]
        said = f"{chosen.word} {chosen.note}".strip()
        self.setAccessibleDescription(said)
        announce(self, said)

    def _take(self, place: int) -> None:
        chosen = self.options[place]
        self.choose(chosen)
        self.close_list()
        self.picked.emit(chosen.key)

    def _move(self, step: int) -> None:
        if self._list is None:
            return
        place = min(len(self.options) - 1, max(0, self._list.view.currentIndex().row() + step))
        self._list.view.setCurrentIndex(self._model.index(place))
        self._list.view.viewport().update()
        self._say(place)

    def event(self, event: QEvent) -> bool:
        """Tab takes the row in hand and goes on."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
            and self.is_open()
            and self.text()
            and self._list is not None
        ):
            self._take(self._list.view.currentIndex().row())
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter are the list's while it is open; Esc closes it and nothing else."""
        key = Qt.Key(event.key())
        if self.composing or self.just_composed():
            super().keyPressEvent(event)
        elif self.is_open() and self._list is not None and self._take_list_key(key, self._list):
            event.accept()
        elif key == Qt.Key.Key_Down:
            self.offer(self.text() if self._chosen is None else "")
        else:
            super().keyPressEvent(event)

    def _take_list_key(self, key: Qt.Key, shown: _List) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not shown.view.currentIndex().isValid():
                self.close_list()
                return False
            self._take(shown.view.currentIndex().row())
        elif key == Qt.Key.Key_Escape:
            self.close_list()
        else:
            return False
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """The panel it stands in is gone: its list goes with it."""
        super().hideEvent(event)
        self.close_list()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving closes the list."""
        super().focusOutEvent(event)
        self.close_list()
