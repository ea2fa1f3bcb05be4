"""What is done, said, and taken back: the one place that shows notices and errors."""

from collections.abc import Callable
from functools import reduce
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import BookError
from kyuanbook.language import later, say, tr
from kyuanbook.rules.words import Message, Refused
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.privacy import amount_words, said

if TYPE_CHECKING:
    from kyuanbook.book.queries.card import PhoneRow
    from kyuanbook.ui.kit.runner import Runs


class Acts(QObject):
    """Runs an action, says what it did with 撤销 beside it, or why it could not.

    ``troubled``: the environment stood in the way (disk full, stick pulled out); the sentence was shown.
    """

    troubled = Signal(object)

    def __init__(
        self, book: Book, frame: Frame, parent: QObject | None = None, runner: "Callable[[], Runs] | None" = None
    ) -> None:  # fmt: skip
        """``runner``: behind the window what takes long is taken back; None: at once."""
        super().__init__(parent)
        self._book, self._frame, self._runner = book, frame, runner
        self._turning = False

    def attempt(self, work: Callable[[], Done]) -> Done | None:
        """Do ``work``; None when it was refused or the book could not be written (the owner was told)."""
        try:
            done = work()
        except BookError as error:
            self.tell_error(error)
        except Refused as refused:
            self._frame.notice.show_notice(say(refused.problems[0].message), icon="circle-alert")
        else:
            self.tell(done)
            return done
        return None

    def tell(self, done: Done, turned: str = "") -> None:
        """The notice for what was done, with 撤销 where that helps. ``turned``: ``预警 → 回头客``."""
        label = done.changed.label
        what = tr("{done}，{turned}", done=done_words(label), turned=turned) if turned else done_words(label)
        text = reduce(lambda first, then: tr("{first}。{then}", first=first, then=then), map(said, done.notes), what)
        undo = self.undo if done.changed.undoable and done.changed.entry is not None else None
        self._frame.notice.show_notice(text, bold=str(label.numbers.get("name", "")), undo=undo)

    def tell_error(self, error: BookError) -> None:
        """The sentence that says what to do; it stays until closed or followed by another."""
        self._frame.notice.show_notice(say(error.message), icon="circle-alert")
        self._frame.notice.timer.stop()
        self.troubled.emit(error)

    def say(self, text: str, icon: str = "info") -> None:
        """A word to the owner that nothing can be done about."""
        self._frame.notice.show_notice(text, icon=icon)

    def working(self, text: str, stop: Callable[[], None]) -> None:
        """Something is being done behind the window, and can be stopped; it is said until the next word."""
        self._frame.notice.show_notice(text, undo=stop, word=tr("停下"), key="", icon="info")
        self._frame.notice.timer.stop()

    def undo(self) -> None:
        """撤销: the last change, whichever page made it."""
        self._turn(back=True)

    def redo(self) -> None:
        """重做: what was undone last."""
        self._turn(back=False)

    def _turn(self, *, back: bool) -> None:
        from kyuanbook.actions import history

        if self._turning:
            return
        way = history.undo if back else history.redo
        try:
            if self._runner is not None and history.is_long(self._book, back=back):
                self._turn_behind(self._runner(), way, back=back)
            else:
                self._turned(way(self._book), back=back)
        except BookError as error:
            self._not_turned(error)

    def _turn_behind(self, runner: "Runs", way: Callable[..., Done], *, back: bool) -> None:
        from kyuanbook.ui.shell.at_work import at_work

        book, self._turning = self._book, True
        words = tr("正在撤销") if back else tr("正在重做")

        def job(_: object, cancelled: Callable[[], bool]) -> Done:
            with at_work(book, cancelled):
                return way(book, lambda: not cancelled())

        def stopped() -> None:
            self._turning = False
            self.say(tr("已停下，没有撤销") if back else tr("已停下，没有重做"))

        task = runner.run(job, lambda done: self._turned(done, back=back), self._not_turned, stopped=stopped)
        if self._turning:
            self.working(words, task.cancel)

    def _turned(self, done: Done, *, back: bool) -> None:
        self._turning = False
        what = say(done.notes[0])
        if back:
            text = tr("已撤销：{what}", what=what)
            self._frame.notice.show_notice(text, undo=self.redo, word=tr("重做"), key="Ctrl+Shift+Z", icon="undo-2")
        else:
            self._frame.notice.show_notice(tr("已重做：{what}", what=what), undo=self.undo, icon="redo-2")

    def _not_turned(self, error: Exception) -> None:
        self._turning = False
        if not isinstance(error, BookError):
            raise error
        self._frame.notice.show_notice(say(error.message), icon="circle-alert")

    def undo_name(self) -> str:
        """``撤销：记一次到店 王小明`` for the menu; "" when there is nothing to take back."""
        from kyuanbook.actions import history

        back, _ = history.next_labels(self._book)
        return tr("撤销：{what}", what=say(back)) if back else ""

    def redo_name(self) -> str:
        """``重做：…``; "" when nothing was undone."""
        from kyuanbook.actions import history

        _, again = history.next_labels(self._book)
        return tr("重做：{what}", what=say(again)) if again else ""

    # what can be done to a customer from any page --------------------------------------------------------------------

    def delete_customer(self, customer_id: int) -> None:
        """To 回收站."""
        from kyuanbook.actions.customers import delete_customer

        self.attempt(lambda: delete_customer(self._book, customer_id=customer_id))

    def restore_customer(self, customer_id: int) -> None:
        """Out of 回收站."""
        from kyuanbook.actions.customers import restore_customer

        self.attempt(lambda: restore_customer(self._book, customer_id=customer_id))

    def delete_visit(self, visit_id: int) -> None:
        """To 回收站."""
        from kyuanbook.actions.visits import delete_visit

        self.attempt(lambda: delete_visit(self._book, visit_id=visit_id))

    def delete_touch(self, touch_id: int) -> None:
        """To 回收站."""
        from kyuanbook.actions.touches import delete_touch

        self.attempt(lambda: delete_touch(self._book, touch_id=touch_id))

    def delete_feedback(self, feedback_id: int) -> None:
        """To 回收站."""
        from kyuanbook.actions.feedback import delete_feedback

        self.attempt(lambda: delete_feedback(self._book, feedback_id=feedback_id))

    def strike_reply(self, reply_id: int) -> None:
        """It was not so."""
        from kyuanbook.actions.replies import strike_reply

        self.attempt(lambda: strike_reply(self._book, reply_id=reply_id))

    def unpin(self, customer_id: int) -> None:
        """Take the owner's word off; the rule speaks again."""
        from kyuanbook.actions.customers import unpin

        self.attempt(lambda: unpin(self._book, customer_id=customer_id))

    def unpin_tier(self, customer_id: int) -> None:
        """Take the owner's word on the tier off."""
        from kyuanbook.actions.tiers import unpin_tier

        self.attempt(lambda: unpin_tier(self._book, customer_id=customer_id))

    def remove_attempt(self, attempt_id: int) -> None:
        """It was not tried."""
        from kyuanbook.actions.winback import remove_attempt

        self.attempt(lambda: remove_attempt(self._book, attempt_id=attempt_id))

    def remove_reason(self, lapse_id: int) -> None:
        """It was not so."""
        from kyuanbook.actions.lapse import remove_reason

        self.attempt(lambda: remove_reason(self._book, lapse_id=lapse_id))

    def remove_relation(self, relation_id: int) -> None:
        """It is not so, or no more."""
        from kyuanbook.actions.relations import remove_relation

        self.attempt(lambda: remove_relation(self._book, relation_id=relation_id))

    def dismiss_suggestion(self, customer_id: int, product_id: int) -> None:
        """不推荐: not to this customer."""
        from kyuanbook.actions.likes import dismiss_suggestion

        self.attempt(lambda: dismiss_suggestion(self._book, customer_id=customer_id, product_id=product_id))

    def mark_phone(self, phone: "PhoneRow") -> None:
        """空号, or no more."""
        from kyuanbook.actions.customers import mark_phone

        self.attempt(lambda: mark_phone(self._book, phone_id=phone.id, wrong=not phone.wrong))


SAID_DONE: Final = {  # where what was done reads otherwise than what is to be taken back
    "did_delete_customer": later("已移到回收站：{name}"),
    "did_dismiss_suggestion": later("已停止给{name}推荐“{product}”"),
}


def done_words(label: Message) -> str:
    """``已移到回收站：王小明``; for a visit with its amount: ``已记：王小明 到店 ¥68.00``."""
    cents = label.numbers.get("cents")
    if label.key == "did_record_visit" and isinstance(cents, int):
        return tr("已记：{name} 到店 {amount}", name=label.numbers["name"], amount=amount_words(cents, exact=True))
    if label.key in SAID_DONE:
        return tr(SAID_DONE[label.key], **label.numbers)
    return tr("已{what}", what=say(label))
