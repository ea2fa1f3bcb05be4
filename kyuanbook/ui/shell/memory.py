"""The settings of this PC while the program runs: read once, written when the owner changes one, or rests."""

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from kyuanbook import settings
from kyuanbook.settings import Settings

REST: Final = 500  # ms without another change before what pages remember is written


class Memory(QObject):
    """``now`` is what holds. ``changed`` bears the names of what was changed.

    What the owner sets is on the disk when :meth:`change` returns. What pages remember by themselves (a column dragged, a
    filter) holds at once too but is written when nothing followed for half a second, so that the counter never waits for
    the disk; :meth:`flush` writes it now.
    """

    changed = Signal(object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.now: Settings = settings.load(path)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._write)

    def change(self, **values: Any) -> bool:
        """Change settings by name; False when the disk would not keep them (they hold until the program ends)."""
        changed = frozenset(name for name, value in values.items() if getattr(self.now, name) != value)
        if not changed:
            return True
        self.now = self.now._replace(**values)
        kept = self._write()
        self.changed.emit(changed)
        return kept

    def of_page(self, page: str) -> dict[str, Any]:
        """What a page remembers of itself."""
        found = self.now.pages.get(page)
        return dict(found) if isinstance(found, dict) else {}

    def remember(self, page: str, **values: Any) -> None:
        """What a page wants to find again."""
        of_page = {**self.of_page(page), **values}
        if of_page != self.of_page(page):
            self.now = self.now._replace(pages={**self.now.pages, page: of_page})
            self._rest.start()

    def flush(self) -> None:
        """Write what is not written yet: the program closes, or the file is about to be read by another."""
        if self._rest.isActive():
            self._write()

    def reload(self) -> None:
        """Somebody put another file there."""
        self._rest.stop()
        self.now = settings.load(self.path)

    def _write(self) -> bool:
        self._rest.stop()
        return settings.save(self.path, self.now)
