"""Which parts 来源 has, in order. Each is imported when it is first shown."""

from typing import Final

from kyuanbook.ui.analysis.sections import Maker

SECTIONS: Final[tuple[tuple[str, str, Maker], ...]] = ()
