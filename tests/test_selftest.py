"""--self-test: what it tries, and that it names what fails."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kyuanbook.cli.main import COMMANDS
from kyuanbook.selftest import commands, run, shipped
from kyuanbook.selftest.run import Failed


def test_all_is_well_here_and_the_owners_folder_is_not_touched(tmp_path: Path) -> None:
    own = tmp_path / "home"
    env = dict(os.environ, QT_QPA_PLATFORM="offscreen", XDG_DATA_HOME=str(own), PYTHONPATH=str(Path(__file__).parents[1]))
    env.pop("KYUANBOOK_HOME", None)
    done = subprocess.run(
        [sys.executable, "-m", "kyuanbook", "--self-test", str(tmp_path / "left")], env=env, capture_output=True, text=True,
        timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "self-test: all is well" in done.stdout
    assert not own.exists()
    assert (tmp_path / "left" / "calls.pdf").read_bytes().startswith(b"%PDF")


def test_every_command_is_tried() -> None:
    assert {name for name, _, _ in COMMANDS} == {one.words[0] for one in commands.TRIES} | {"reply"}


@pytest.mark.parametrize(("name", "says"), [("b.txt", "b.txt is missing"), ("a.txt", "a.txt is damaged")])
def test_a_file_that_is_gone_or_damaged_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, says: str
) -> None:
    from bundle import write_list  # packaging/ is on the path of the tests

    (tmp_path / "a.txt").write_text("一")
    (tmp_path / "b.txt").write_text("二")
    write_list(tmp_path)
    monkeypatch.setattr(shipped, "listed", lambda: tmp_path / shipped.LIST)
    shipped.check(tmp_path)
    if "missing" in says:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_text("三")
    with pytest.raises(Failed, match=says):
        shipped.check(tmp_path)


def test_a_step_that_fails_is_named_and_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: Path) -> None:
        raise OSError("disk full")

    monkeypatch.setenv("KYUANBOOK_HOME", str(tmp_path))
    monkeypatch.setattr(run, "steps", lambda: (("fine", lambda _: None), ("papers", broken), ("never", broken)))
    assert run.main([str(tmp_path / "x")]) == run.FAILED
    said = capsys.readouterr().out
    assert "ok fine" in said and "FAILED papers: disk full" in said and "never" not in said


def test_a_command_that_fails_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "main", lambda words: 1)
    with pytest.raises(Failed, match="demo: 1"):
        commands.check(tmp_path)


