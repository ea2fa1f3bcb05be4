"""One window a book: a second start brings the first to the front and ends.

The lock answers at once whether there is a first; the socket (QtNetwork, imported later) carries the call.
"""

import os
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from kyuanbook.ui.shell.lock import Lock

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

PATIENCE: Final = 300  # ms a try
TRIES: Final = 10


def name_of(book: Path) -> str:
    """The same for every way of naming one book file."""
    real = os.path.normcase(os.path.realpath(book)).encode("utf-8", "surrogatepass")
    return f"kyuanbook-{zlib.crc32(real):08x}{zlib.adler32(real):08x}"  # hashlib would cost the first picture 3 ms


class Single(QObject):
    """Held by the first window of a book. ``asked``: a second start wants it in front."""

    asked = Signal()

    def __init__(self, book: Path, folder: Path, parent: QObject | None = None) -> None:
        """``folder``: of this PC's settings; the lock lies there, not beside the book, which may be on a stick."""
        super().__init__(parent)
        self._name = name_of(book)
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = Lock(folder / f"{self._name}.lock")
        self._server: QLocalServer | None = None

    def is_first(self) -> bool:
        """Take the lock; False when another window of this book holds it. A dead one holds none.

        Where no lock can be had (a read-only folder) each start counts as the first.
        """
        try:
            return self._lock.take()
        except OSError:
            return True

    def listen(self) -> bool:
        """Answer second starts from now on. A socket left by a crash is removed: the lock says that its owner is dead."""
        if self._server is not None:
            return True  # held over from the window before
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._called)
        self._server = server
        return server.listen(self._name)

    def _called(self) -> None:
        if self._server is None:
            return
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.write(b"here\n")
            caller.flush()
            caller.disconnectFromServer()
            self.asked.emit()

    def call_first(self) -> bool:
        """Ask the first window to come forward; it may still be starting, so a few times."""
        from PySide6.QtCore import QThread
        from PySide6.QtNetwork import QLocalSocket

        for _ in range(TRIES):
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(PATIENCE):
                socket.waitForReadyRead(PATIENCE * TRIES)  # it may be busy: it heard, and will come
                return True
            QThread.msleep(PATIENCE)
        return False

    def let_go(self) -> None:
        """The window is closed."""
        if self._server is not None:
            self._server.close()
        self._lock.let_go()
