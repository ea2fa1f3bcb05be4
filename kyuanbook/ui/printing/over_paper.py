"""What is decided over a preview, and the preview: where large type leaves the paper no room, the whole of it scrolls."""

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kyuanbook.ui.kit.part import Bleed, column
from kyuanbook.ui.kit.scroll import Area
from kyuanbook.ui.kit.theme import Theme

ROOM = 12  # px at each side, for focus rings


def over_paper(theme: Theme, page: QWidget, body: QBoxLayout) -> QVBoxLayout:
    """The layout for what stands over the preview, and for the preview."""
    inside, area = QWidget(), Area(page)
    down = column(theme, inside, margins=(ROOM, 0, ROOM, 0))
    area.setWidget(inside)
    body.addLayout(Bleed(theme, area, left=ROOM, right=ROOM), 1)
    return down
