"""Tables as text that commands take."""

from pathlib import Path
from typing import TYPE_CHECKING

from kyuanbook.cli.desk import Stop
from kyuanbook.language import say

if TYPE_CHECKING:
    from kyuanbook.exchange.tables import Table


def table_of(file: Path, encoding: str = "") -> "Table":
    """What stands in ``file``. Raises Stop with why it can't be read and what to do."""
    from kyuanbook.exchange.tables import BadTable, read_file

    try:
        return read_file(file, encoding)
    except BadTable as bad:
        raise Stop(say(bad.message)) from bad
