"""With which partner something is done: nobody, or one of those on offer, and whoever was named before."""

from kyuanbook.actions.done import Book
from kyuanbook.book.queries import partners
from kyuanbook.language import tr
from kyuanbook.ui.kit.choices import Choice


def partner_choices(book: Book, named: int | None = None) -> list[Choice]:
    """``named``: who stands there already, put away or not. Raises BookError."""
    with book.read() as sql:
        offered, name = partners.offered(sql), partners.partner_name(sql, named)
    choices = [Choice("", tr("自己办")), *(Choice(str(one.id), one.name) for one in offered)]
    if name is not None and all(one.id != named for one in offered):
        choices.append(Choice(str(named), name))
    return choices
