"""What every entry does alike: check a field when it is left, save on Enter, and never lose what was typed."""

from collections.abc import Collection, Hashable, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import BookError
from kyuanbook.language import say, tr
from kyuanbook.rules.words import Problem, Refused
from kyuanbook.ui.kit.buttons import Button, Pressable
from kyuanbook.ui.kit.choices import Chip
from kyuanbook.ui.kit.fields import Actions, Complaint, Field, Form
from kyuanbook.ui.kit.panel import Panel
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label

PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class DraftLine(Part):
    """Says that what stands here was typed before, with a link that empties it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.clear = Button(theme, tr("清空"), kind="link")
        across = row(theme, self, gap=4)
        across.addWidget(Label(theme, tr("上次没写完的还在，可以接着写"), size=13, ink="ink2"))
        across.addWidget(self.clear)
        across.addStretch(1)


class EntryPanel(Panel):
    """A form in a panel. ``done``: it was saved; carries the action's Done. ``closed``: the panel was left or is done with.

    Whoever derives says how to read the form (:meth:`_state`), to fill it, to find what is wrong, and to write.
    What was typed and not saved is kept under the entry's key and stands there again when it is next opened.
    """

    done = Signal(object)
    closed = Signal()
    by_hand = ""  # what is said when all else is saved at closing, of a step that nobody is to take by the way

    def __init__(self, theme: Theme, book: Book, title: str, save: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, parent)
        self.book = book
        self._key: Hashable = None
        self._fresh: Any = None
        self._drafts: dict[Hashable, Any] = {}
        self._watched: dict[QObject, str] = {}
        self.form = Form(theme)
        self.form.submitted.connect(self.submit)
        self.draft_line = DraftLine(theme)
        self.draft_line.clear.clicked.connect(self.start_again)
        self.trouble = Complaint(theme)
        self.trouble.keep.hide()
        self.trouble.keep.clicked.connect(self._keep_all_the_same)
        self._asked = ""
        self.save = Button(theme, save, kind="filled", icon="check", key="Enter")
        self.leave = Button(theme, tr("不记了"), kind="quiet", key="Esc")
        self.save.clicked.connect(self.submit)
        self.leave.clicked.connect(self.dismissed)
        self.dismissed.connect(self._left)
        self._lay_foot(theme)

    def entitle(self, title: str, *, changes: bool) -> None:
        """What the panel is for now; ``changes``: to correct what is written, which is then left as it was."""
        self.title.set_text(title)
        self.setAccessibleName(title)
        self.leave.set_text(tr("不改了") if changes else tr("不记了"))

    def _lay_foot(self, theme: Theme) -> None:
        """The foot stands right below a short form, and at the panel's foot under one that scrolls."""
        self.foot = Part(theme)
        down = column(theme, self.foot, gap=8, margins=(28, 12, 28, 20))
        down.addWidget(self.trouble)
        down.addWidget(Actions(theme, [self.save, self.leave]))
        self.trouble.hide()
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(self.foot)
            layout.addStretch(1)
            layout.setStretchFactor(self.scroller, 1000)  # the body first, up to its height; the rest stays free
        self._contents: QWidget = self._inside
        self._contents.installEventFilter(self)

    # for whoever derives -----------------------------------------------------------------------------------------------

    def _chain_of(self, *order: QWidget) -> None:
        """Tab goes through ``order``, then save, leave, close."""
        for before, after in pairwise((self.draft_line.clear, *order, self.save, self.leave, self.escape)):
            QWidget.setTabOrder(before, after)

    def _state(self) -> Any:
        """What stands in the form; two states compare equal when nothing differs."""
        raise AssertionError

    def _fill(self, state: Any) -> None:
        """Put a state into the form."""
        raise AssertionError

    def _problems(self) -> Sequence[Problem]:
        """What the rules say of what stands there."""
        raise AssertionError

    def _write(self, accepted: Collection[str]) -> Done:
        """The action."""
        raise AssertionError

    def _cure_word(self, problem: Problem) -> str:
        """Words of the link that cures ``problem``; "" for 改成 and the value."""
        return ""

    def _reveal(self, names: Collection[str]) -> None:
        """Fields of these names are about to be complained of."""

    # beginning and leaving -----------------------------------------------------------------------------------------------

    def begin(self, key: Hashable, fresh: Any) -> None:
        """Stand ready for the entry ``key``: with ``fresh``, or with what was left unsaved there."""
        self._keep()
        self._key = key
        self.form.complain(())
        self.form.accepted.clear()
        self.trouble.hide()
        self._fill(fresh)
        self._fresh = self._state()
        draft = self._drafts.get(key)
        self.draft_line.setVisible(draft is not None)
        if draft is not None:
            self._fill(draft)
        self.scroller.verticalScrollBar().setValue(0)

    def start_again(self) -> None:
        """Drop what was kept."""
        key, fresh = self._key, self._fresh
        self._drafts.pop(key, None)
        self._key = None
        self.begin(key, fresh)
        first = self.first_field()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def changed_by_hand(self) -> bool:
        """Whether anything was typed here that is not saved."""
        return self._key is not None and self._state() != self._fresh

    def unsaved(self) -> tuple[Hashable, ...]:
        """Keys of the entries in which something was typed and not saved: the one that stands here, and those put by."""
        here = (self._key,) if self.changed_by_hand() else ()
        return (*here, *(key for key in self._drafts if key not in here))

    def stands(self, key: Hashable) -> bool:
        """Whether the entry ``key`` is the one that stands here."""
        return self._key == key

    def typed(self, key: Hashable) -> Any:
        """What stands in the entry ``key``, here or put by."""
        return self._state() if key == self._key else self._drafts[key]

    def _keep(self) -> None:
        if self._key is None:
            return
        self._drafts.pop(self._key, None)
        if self.changed_by_hand():
            self._drafts[self._key] = self._state()

    def _left(self) -> None:
        self._keep()
        self._key = None
        self.closed.emit()

    # saving --------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter that no field had (a chip that is chosen already) saves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.focusWidget(), Chip):
            self.submit()
            return
        super().keyPressEvent(event)

    def submit(self) -> None:
        """Save, or say what keeps it from being saved; what was typed stays."""
        self.trouble.hide()
        try:
            done = self._write(self.form.accepted)
        except Refused as refused:
            self._complain(refused.problems)
        except BookError as error:
            self._say_trouble(error)
        else:
            self._drafts.pop(self._key, None)
            self._key = None
            self.done.emit(done)
            self.dismissed.emit()

    def _complain(self, problems: Sequence[Problem]) -> None:
        self._reveal({p.field for p in problems})
        words = {p.field: self._cure_word(p) for p in reversed(problems)}
        homeless = self.form.complain(problems, words)
        if homeless:
            self._show_homeless(homeless[0])
        wrong = next((f for f in self.form.fields.values() if f.problem() is not None), None)
        if wrong is not None:
            QTimer.singleShot(0, self, lambda: self.scroller.ensureWidgetVisible(wrong))

    def say_by_hand(self) -> None:
        """Why it was not done with the others."""
        self._show_trouble(tr(self.by_hand))

    def _say_trouble(self, error: BookError) -> None:
        """The book can't take it: one sentence at the foot."""
        self._show_trouble(say(error.message))

    def _show_homeless(self, problem: Problem) -> None:
        """A problem whose editor has no room below it: said at the foot, and asked there when it only asks."""
        self._asked = problem.answer if problem.asks else ""
        self._show_trouble(self._homeless_words(problem), asks=problem.asks)

    def _homeless_words(self, problem: Problem) -> str:
        """What the foot says of it."""
        return say(problem.message)

    def _keep_all_the_same(self) -> None:
        self.form.accepted.add(self._asked)
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)  # the link goes
        self.submit()

    def _show_trouble(self, sentence: str, cure: str = "", *, asks: bool = False) -> None:
        self.trouble.show()
        self.trouble.show_problem(sentence, cure, asks)
        self.trouble.setAccessibleName(sentence)

    # checking while it is filled in -----------------------------------------------------------------------------------

    def watch(self, name: str, field: Field) -> Field:
        """Check ``field`` each time it is left, and forget a 照样保存 when its text changes. Returns it."""
        editor = field.editor
        self._watched[editor] = name
        editor.installEventFilter(self)
        if hasattr(editor, "committed"):
            editor.committed.connect(lambda _: self._forget_answers(name))
        return field

    def unwatch(self, field: Field) -> None:
        """A field that goes is checked no more."""
        self._watched.pop(field.editor, None)
        field.editor.removeEventFilter(self)

    def _forget_answers(self, name: str) -> None:
        self.form.accepted -= {answer for answer in self.form.accepted if answer.startswith(f"{name}:")}

    def check(self, name: str) -> None:
        """Say beside the field what the rules say of it now."""
        field = self.form.fields.get(name)
        if field is None or not field.text().strip():
            return
        found = [p for p in self._problems() if p.field == name and p.answer not in self.form.accepted]
        if found:
            field.complain(found[0], cure_word=self._cure_word(found[0]))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watched editors tell when they are left; the body tells when its height changed."""
        kind = event.type()
        if kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent) and watched in self._watched:
            # a complaint that appears between press and release would move the button from under the mouse
            pressed = event.reason() == Qt.FocusReason.MouseFocusReason and isinstance(
                QApplication.focusWidget(), Pressable
            )
            if event.reason() not in PASSING and not pressed and not getattr(watched, "composing", False):
                name = self._watched[watched]
                QTimer.singleShot(0, self, lambda: self._check_later(name))
        elif kind in (QEvent.Type.LayoutRequest, QEvent.Type.Resize) and watched is self._contents:
            self._fit()
        return super().eventFilter(watched, event)

    def _check_later(self, name: str) -> None:
        if self._key is not None:
            self.check(name)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the body."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self.body
        width = max(self._contents.width(), self.scroller.viewport().width())
        high = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        self.scroller.setMaximumHeight(max(1, high))

    def stops(self) -> list[QWidget]:
        """The fields as read, then save, leave, close."""
        return [*super().stops()[:-1], self.save, self.leave, self.escape]

    def first_field(self) -> QWidget | None:
        """The first field that is to be seen."""
        for field in self.form.fields.values():
            if field.isVisibleTo(self):
                return field.editor
        return None
