"""Beside the source: which partner sent them, asked where the source is of the partners' family."""

from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries import partners
from kyuanbook.language import tr
from kyuanbook.rules.channels import ChannelFamily
from kyuanbook.ui.entry.sources import channel_of
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.picker import Picker
from kyuanbook.ui.kit.theme import Theme


class SenderField(Field):
    """Not there for any other source, nor in a shop without partners; whoever is named already stays."""

    def __init__(self, theme: Theme, book: Book, channel: Picker) -> None:
        self._book, self._channel = book, channel
        self._kept: int | None = None
        self.combo = Combo(theme)
        super().__init__(theme, tr("哪家合作伙伴带来的"), self.combo)
        channel.picked.connect(lambda _: self._show())
        self.hide()

    def fill(self, partner_id: int | None) -> None:
        """Show who sent them."""
        self._kept = partner_id
        try:
            with self._book.read() as sql:
                offered, named = partners.offered(sql), partners.partner_name(sql, partner_id)
        except BookError:
            offered, named = [], None
        choices = [Choice("", tr("不填")), *(Choice(str(one.id), one.name) for one in offered)]
        if partner_id is not None and all(one.id != partner_id for one in offered):
            choices.append(Choice(str(partner_id), named or ""))
        self.combo.set_choices(choices)
        self.combo.choose("" if partner_id is None else str(partner_id))
        self._show()

    def partner_id(self) -> int | None:
        """Who is chosen; nobody while it is not asked."""
        chosen = self.combo.choice()
        return int(chosen) if chosen and not self.isHidden() else None

    def _show(self) -> None:
        self.setVisible(self._kept is not None or (self.combo.count() > 1 and self._theirs()))

    def _theirs(self) -> bool:
        chosen = channel_of(self._book, self._channel)
        return chosen is not None and chosen.family == ChannelFamily.PARTNER
