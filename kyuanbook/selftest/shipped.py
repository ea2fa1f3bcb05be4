"""Whether every file that was installed is there and is as it was: by files.txt beside the program."""

import hashlib
from pathlib import Path
from typing import Final

from kyuanbook.selftest.run import Failed, tell

LIST: Final = "files.txt"
UP: Final = 6  # folders above the package in which the list may lie


def listed() -> Path | None:
    """Where the list lies; None in a checkout or a wheel, where others know what belongs to it."""
    package = Path(__file__).resolve().parents[1]
    return next((folder / LIST for folder in list(package.parents)[:UP] if (folder / LIST).is_file()), None)


def check(_: Path) -> None:
    """Raises Failed naming the first file that is gone or damaged."""
    found = listed()
    if found is None:
        tell("   no files.txt: not an installed program")
        return
    root, many = found.parent, 0
    for line in found.read_text("utf-8").splitlines():
        digest, size, name = line.split(" ", 2)
        file = root / name
        if not file.is_file():
            raise Failed(f"{name} is missing")
        if file.stat().st_size != int(size) or _sha256(file) != digest:
            raise Failed(f"{name} is damaged")
        many += 1
    tell(f"   {many} files")


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
