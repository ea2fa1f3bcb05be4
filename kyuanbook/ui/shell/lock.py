"""A lock that one process holds on a file, without waiting for the disk: QLockFile has what it writes synced, ten milliseconds
and more before the first picture. The system's own lock goes with the process that held it, however that ended.
"""

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _hold(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _hold(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class Lock:
    """On the file ``path``, which is made and stays: whoever removed it would let a second in beside one that just opened it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def take(self) -> bool:
        """False when another holds it, of this process too. Raises OSError where no lock can be had."""
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            held = _hold(file)
        except OSError:
            os.close(file)
            raise
        if held:
            self._file = file
        else:
            os.close(file)
        return held

    def let_go(self) -> None:
        """Another may take it. Nothing happens when it isn't held."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
