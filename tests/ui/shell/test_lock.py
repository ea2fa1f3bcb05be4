"""The lock by which one window a book is held."""

import subprocess
import sys
from pathlib import Path

import pytest

from kyuanbook.ui.shell.lock import Lock

TAKE = "import sys; from pathlib import Path; from kyuanbook.ui.shell.lock import Lock; print(Lock(Path(sys.argv[1])).take())"


def taken_by_another(path: Path) -> bool:
    """Whether another process could take it."""
    run = subprocess.run([sys.executable, "-c", TAKE, str(path)], capture_output=True, text=True, check=True)
    return run.stdout.strip() == "True"


def test_one_holds_it_until_it_is_let_go(tmp_path: Path) -> None:
    path = tmp_path / "one.lock"
    first, second = Lock(path), Lock(path)
    assert first.take() and not second.take() and not taken_by_another(path)
    second.let_go()  # it held nothing
    assert not second.take()
    first.let_go()
    assert taken_by_another(path)  # and with its end it let go
    assert second.take() and not first.take()
    second.let_go()


def test_where_none_can_be_had_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        Lock(tmp_path / "none" / "one.lock").take()


def test_one_written_by_an_older_version_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "one.lock"
    path.write_text("4711\nkyuanbook\nshop\n", "ascii")
    lock = Lock(path)
    assert lock.take()
    lock.let_go()
