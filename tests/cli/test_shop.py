"""The shop, the book as a whole and the command line itself."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kyuanbook import language, paths
from kyuanbook.cli.main import COMMANDS, command
from kyuanbook.cli.startup import has_no_screen, wants_window
from kyuanbook.settings import FILE_NAME, Settings, save
from tests.cli.conftest import Run

PYTHON = [sys.executable, "-m", "kyuanbook"]


def test_demo_is_the_same_every_time_and_goes_with_undo(run: Run, tmp_path: Path) -> None:
    said = []
    for name in ("a", "b"):
        done = run("demo", "--customers", "40", "--seed", "3", "--json", book=tmp_path / f"{name}.kyb")
        assert done.code == 0 and done.data["customers"] == 40
        said.append(run("stages", "--csv", book=tmp_path / f"{name}.kyb").out)
    assert said[0] == said[1] and said[0].count("\n") == 41
    assert "装入样板店" in run("undo", book=tmp_path / "a.kyb").out
    assert run("stages", "--json", book=tmp_path / "a.kyb").data == []


def test_demo_among_customers_asks(fresh: Run) -> None:
    fresh("add", "王小明")
    assert fresh("demo", "--customers", "5").code == 3
    assert fresh("demo", "--customers", "5", "--yes").code == 0
    assert fresh("demo", "--customers", "0", "--yes").code == 2


def test_channels_with_their_customers(shop: Run) -> None:
    found = shop("channels", "--json").data
    assert {row["family"] for row in found} == {"walk_in", "offline", "online", "partner", "content", "referral"}
    assert sum(row["customers"] for row in found) == 120
    assert "转介绍" in shop("channels").out


def test_backup_and_restore(shop: Run, tmp_path: Path) -> None:
    made = shop("backup", "--json").data
    assert made["customers"] == 120 and Path(made["path"]).exists()
    shop("delete", "1")
    assert len(shop("stages", "--json").data) == 119
    asked = shop("restore")
    assert asked.code == 3 and "留在它旁边" in asked.err
    restored = shop("restore", "1", "--yes")
    assert restored.code == 0 and "恢复前的那本留在" in restored.err
    assert len(shop("stages", "--json").data) == 120
    (listed,) = shop("backup", "--list", "--json").data
    assert listed["number"] == 1 and listed["path"] == made["path"]
    assert "120" in shop("backup", "--list").out


def test_a_copy_on_a_stick_opens_directly(shop: Run, run: Run, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    copy = shop("backup", "--to", tmp_path / "stick", "--json").data
    assert len(run("stages", "--json", book=Path(copy["path"])).data) == 120
    gone = shop("backup", "--to", tmp_path / "nowhere")
    assert gone.code == 1 and gone.err.count("\n") == 1


def test_what_cannot_be_restored(shop: Run, tmp_path: Path) -> None:
    assert shop("restore", "7", "--yes").code == 2
    (tmp_path / "odd.kyb.gz").write_bytes(b"nothing of the kind")
    ended = shop("restore", tmp_path / "odd.kyb.gz", "--yes")
    assert ended.code == 1 and ended.err.count("\n") == 1
    assert len(shop("stages", "--json").data) == 120


def test_check_of_a_sound_and_of_a_broken_book(shop: Run, sample_path: Path) -> None:
    assert shop("check").code == 0 and shop("check", "--json").data["sound"] is True
    whole = bytearray(sample_path.read_bytes())
    for page in range(len(whole) // 4096 // 2, len(whole) // 4096 - 1):
        whole[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    sample_path.write_bytes(whole)
    broken = shop("check")
    assert broken.code == 1 and "损坏" in broken.err


def test_no_book_is_made_by_looking(run: Run, tmp_path: Path) -> None:
    for words in (["find", "x"], ["stages"], ["show", "1"], ["undo"], ["visit", "1", "38"], ["check"], ["backup"]):
        ended = run(*words, book=tmp_path / "none.kyb")
        assert ended.code == 1 and "没有这本客源本" in ended.err
    assert not (tmp_path / "none.kyb").exists()


def test_a_file_that_is_no_book(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.kyb").write_bytes(b"not a book at all, but long enough to be looked at")
    ended = run("stages", book=tmp_path / "x.kyb")
    assert ended.code == 1 and ended.err.count("\n") == 1 and "x.kyb" in ended.err


def test_the_owners_own_book_is_used_when_none_is_named(run: Run, own_data_folder: Path) -> None:
    assert run("add", "王小明").code == 0
    assert (own_data_folder / paths.BOOK_NAME).exists()


def test_scratch_leaves_nothing(run: Run, own_data_folder: Path) -> None:
    assert run("--scratch", "demo", "--customers", "5").code == 0
    assert not own_data_folder.exists() and os.environ["KYUANBOOK_HOME"] == str(own_data_folder)


def test_english_when_asked_for_or_settled(shop: Run, own_data_folder: Path) -> None:
    assert not [c for c in shop("--lang", "en", "find", "zzzz").err if c > "\u2e80"]
    save(own_data_folder / FILE_NAME, Settings(language=language.ENGLISH))
    assert not [c for c in shop("stages").out.splitlines()[0] if c > "\u2e80"]
    assert "编号" in shop("--lang", "zh_CN", "stages").out


def test_every_command_and_option_explains_itself() -> None:
    made = command()
    assert set(made.commands) == {name for name, _, _ in COMMANDS}
    for one in made.commands.values():
        assert one.help
        assert all(getattr(p, "help", None) for p in one.params), one.name


@pytest.mark.parametrize("given", [["--help"], ["stages", "--help"], ["--book", "stages", "--help"], ["stagse"], []])
def test_help_and_a_slip_of_the_pen_know_every_command(given: list[str]) -> None:
    assert len(command(given).commands) == len(COMMANDS)
    assert set(command([*given, "find", "--book", "undo"]).commands) >= {"find", "undo"}


def test_without_a_screen_it_is_known_before_anything_is_loaded() -> None:
    assert has_no_screen({}, "linux") and not has_no_screen({}, "win32")
    assert not any(has_no_screen({name: ":0"}, "linux") for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def test_a_window_is_wanted_when_no_command_is_given() -> None:
    assert wants_window([]) == (None, False)
    assert wants_window(["--book", "b.kyb", "--scratch"]) == (Path("b.kyb"), True)
    assert wants_window(["--book=b.kyb"]) == (Path("b.kyb"), False)
    assert wants_window(["find", "x"]) is None and wants_window(["--book"]) is None and wants_window(["--help"]) is None


def test_as_a_process(tmp_path: Path) -> None:
    book = ["--book", str(tmp_path / "b.kyb")]
    made = subprocess.run([*PYTHON, *book, "demo", "--customers", "30"], capture_output=True, text=True, encoding="utf-8")
    assert (made.returncode, made.stderr) == (0, "")
    found = subprocess.run(
        [*PYTHON, *book, "find", "𬭎", "--json"], capture_output=True, env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"}
    )
    assert json.loads(found.stdout.decode())[0]["name"] == "周𬭎"
    asked = subprocess.run([*PYTHON, *book, "visit", "1", "-38"], capture_output=True, stdin=subprocess.DEVNULL)
    assert asked.returncode == 3


def test_nobody_reading_on_is_no_error(tmp_path: Path, sample_path: Path) -> None:
    process = subprocess.Popen(
        [*PYTHON, "--book", str(sample_path), "stages"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait()


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["find", "--help"]])
def test_the_command_line_alone_loads_neither_qt_nor_what_writes(words: list[str]) -> None:
    script = (
        "import sys; from kyuanbook.cli.main import main; main(sys.argv[1:]);"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'PySide6', 'sqlalchemy', 'sqlmodel', 'reportlab', 'rich'}))"
    )
    ran = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, encoding="utf-8")
    assert ran.stdout.splitlines()[-1] == "[]", ran.stdout
