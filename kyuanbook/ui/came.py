"""When somebody last came, in words, where no day is known."""

from kyuanbook.language import tr


def without_day(came: bool) -> str:
    """``came``: has ever come. Of a 老客 from before the book nobody may remember when."""
    return tr("老客") if came else tr("还没来过")
