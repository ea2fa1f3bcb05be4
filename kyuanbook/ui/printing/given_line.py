"""To whom a list is given: it stays in the shop, or a partner gets it; then only who agreed to that is on it."""

from PySide6.QtCore import Signal

from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries import partners
from kyuanbook.language import tr, trn
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label
from kyuanbook.ui.printing.group import Led


class GivenLine(Led):
    """Says what a list given to a partner means; ``combo``, to whom it is given, stands where the page puts it.

    ``chosen``: somebody else gets it.
    """

    chosen = Signal()

    def __init__(self, theme: Theme, book: Book) -> None:
        self.words = Label(theme, "", size=13, ink="warn", icon="info", wraps=True)
        super().__init__(theme, "", self.words)
        self._book = book
        self.combo = Combo(theme, small=True)
        self.combo.setAccessibleName(tr("名单给谁"))
        self.offered = False  # whether there is a partner
        self.hide()
        self.combo.chosen.connect(lambda _: self.chosen.emit())

    def begin(self, partner_id: int | None = None) -> None:
        """Offer the partners there are."""
        try:
            with self._book.read() as sql:
                offered = partners.offered(sql)
        except BookError:
            offered = []
        given = [Choice(str(one.id), tr("给{name}", name=one.name)) for one in offered]
        self.combo.set_choices([Choice("", tr("本店自己用")), *given])
        self.combo.choose("" if partner_id is None else str(partner_id))
        self.offered = bool(offered)
        self.hide()

    def partner_id(self) -> int | None:
        """Who gets it; None: nobody."""
        chosen = self.combo.choice()
        return int(chosen) if chosen else None

    def show_drawn(self, not_agreed: int, *, frozen: bool) -> None:
        """How many were left out because they did not agree to it. A list once printed was given to whom it was."""
        self.combo.setEnabled(not frozen)
        given = self.partner_id() is not None
        self.setVisible(given)
        if given:
            left = trn("有 {n} 位没同意把资料给合作伙伴，没列上", not_agreed)
            self.words.set_text(left if not_agreed else tr("列上的都同意过把资料给他们"))
