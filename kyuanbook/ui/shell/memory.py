"""The settings of this PC while the program runs: read once, written at each change."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from kyuanbook import settings
from kyuanbook.settings import Settings


class Memory(QObject):
    """``now`` is what holds. ``changed`` bears the names of what was changed."""

    changed = Signal(object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.now: Settings = settings.load(path)

    def change(self, **values: Any) -> bool:
        """Change settings by name; False when the disk would not keep them (they hold until the program ends)."""
        changed = frozenset(name for name, value in values.items() if getattr(self.now, name) != value)
        if not changed:
            return True
        self.now = self.now._replace(**values)
        kept = settings.save(self.path, self.now)
        self.changed.emit(changed)
        return kept

    def of_page(self, page: str) -> dict[str, Any]:
        """What a page remembers of itself."""
        found = self.now.pages.get(page)
        return dict(found) if isinstance(found, dict) else {}

    def remember(self, page: str, **values: Any) -> None:
        """What a page wants to find again."""
        self.change(pages={**self.now.pages, page: {**self.of_page(page), **values}})
