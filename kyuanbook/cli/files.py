"""Files the owner asked for by name."""

import errno
import os
from pathlib import Path
from typing import IO

from kyuanbook.cli.desk import FAILED, Stop
from kyuanbook.language import tr


class Written:
    """A file that gets its name only when it is whole."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> IO[bytes]:
        if not self._path.parent.is_dir():
            raise Stop(tr("没有这个文件夹：{path}", path=self._path.parent), code=FAILED)
        self._part = self._path.with_name(f".{self._path.name}.part")
        try:
            self._file = self._part.open("wb")
        except OSError as error:
            raise self._told(error) from error
        return self._file

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        self._file.close()
        if kind is None:
            os.replace(self._part, self._path)
            return
        self._part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise self._told(error) from error

    def _told(self, error: OSError) -> Stop:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        said = tr("磁盘满了，写不下这个文件：{path}") if full else tr("这里写不了文件，请换个地方：{path}")
        return Stop(said.format(path=self._path), code=FAILED)
