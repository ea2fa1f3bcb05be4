"""The floor of a start: an empty window with a table, our font and style sheet. Says when it was painted, then how large
it is, and ends.
"""

import sys

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from kyuanbook.ui.kit.theme import Theme
from tests.bench.said import say


class Rows(QAbstractTableModel):
    """Fifty rows of nothing much."""

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 50

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 6

    def data(self, index: QModelIndex, role: int = 0) -> object:
        return f"王小明 {index.row()}" if role == Qt.ItemDataRole.DisplayRole else None


class Painted(QObject):
    """Waits for the first paint."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.done)
        return False

    def done(self) -> None:
        say("painted")
        QTimer.singleShot(300, self, self.end)

    def end(self) -> None:
        say("settled")
        QApplication.quit()


app = QApplication(sys.argv[:1])
theme = Theme(dark=False, scale=1.0)
theme.apply(app)
window, table = QMainWindow(), QTableView()
table.setModel(Rows())
window.setCentralWidget(table)
window.resize(1366, 768)
painted = Painted()
table.viewport().installEventFilter(painted)
window.show()
app.exec()
