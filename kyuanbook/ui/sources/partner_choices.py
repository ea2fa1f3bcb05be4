"""With which partner something is done: nobody, or one of those on offer, and whoever was named before."""

from kyuanbook.book.queries import partners
from kyuanbook.book.reader import Reader
from kyuanbook.language import tr
from kyuanbook.ui.kit.choices import Choice


def partner_choices(sql: Reader, named: int | None = None) -> list[Choice]:
    """``named``: who stands there already, put away or not."""
    offered = partners.offered(sql)
    choices = [Choice("", tr("自己办")), *(Choice(str(one.id), one.name) for one in offered)]
    name = partners.partner_name(sql, named)
    if name is not None and all(one.id != named for one in offered):
        choices.append(Choice(str(named), name))
    return choices
