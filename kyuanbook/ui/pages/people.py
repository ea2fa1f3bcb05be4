"""Some customers and what they are called together: what a figure stands for, to be looked at in 客户 or printed."""

from typing import NamedTuple

from kyuanbook.book.queries.customers import Filter


class People(NamedTuple):
    """``title``: whom, as the page shows it (流失的人 7 月). ``chosen``: which; its ``ids`` where no filter says it."""

    title: str
    chosen: Filter
