"""The commands of the Makefile: each is listed, and each set-up is done once."""

import re
import subprocess
import sys
from pathlib import Path

import prepare
import pytest

ROOT = Path(__file__).resolve().parent.parent


def make(*arguments: str, **environment: str) -> str:
    """What make says."""
    path = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=ROOT, env=path | environment, capture_output=True, text=True, check=True).stdout


def test_make_alone_lists_every_target() -> None:
    listed = re.findall(r"^  ([\w-]+) ", make(), re.MULTILINE)
    phony = re.findall(r"^\.PHONY: (.*)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[0].split()
    assert {"run", "test", "check", "bench", "shots", "demo", "clean"} <= set(listed)
    assert listed == phony


@pytest.mark.parametrize(
    ("environment", "purpose"),
    [({}, "noscreen"), ({"DISPLAY": ":9"}, "screen"), ({"WAYLAND_DISPLAY": "wayland-0"}, "screen")],
)
def test_run_prepares_for_the_screen_there_is(environment: dict[str, str], purpose: str) -> None:
    asked = make("--dry-run", "--always-make", "run", **environment)
    assert f"packaging/prepare.sh {purpose}" in asked
    assert "-m kyuanbook" in asked


def test_a_book_can_be_named() -> None:
    assert '-m kyuanbook --book "my shop.kyb"' in make("--dry-run", "run", "BOOK=my shop.kyb")


def test_nothing_is_prepared_twice(tmp_path: Path) -> None:
    venv = tmp_path / ".venv"
    venv.mkdir()
    (venv / ".ready-noscreen").touch()
    assert "prepare.sh" not in make("--dry-run", "run", f"VENV={venv}")


def test_ci_runs_the_check_and_the_tests() -> None:
    said = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert said[0] == "#!/usr/bin/env bash"
    assert "set -euo pipefail" in said
    assert said[-2:] == ["make check", "make test"]


def test_a_python_too_old_is_passed_over(tmp_path: Path) -> None:
    for name, answer in (("python3", 1), ("python3.14", 1), ("python3.13", 0), ("python3.12", 0)):
        python = tmp_path / name
        python.write_text(f'#!/bin/sh\n[ "$1" = -c ] && exit {answer}\necho "{name} $*"\n', encoding="utf-8")
        python.chmod(0o755)
    said = subprocess.run(
        ["/bin/sh", "packaging/prepare.sh", "dev"],
        cwd=ROOT, env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout == "python3.13 packaging/prepare.py dev\n"


def test_without_a_python_one_line_says_what_to_type(tmp_path: Path) -> None:
    (tmp_path / "dirname").symlink_to("/usr/bin/dirname")
    said = subprocess.run(
        ["/bin/sh", "packaging/prepare.sh", "dev"],
        cwd=ROOT, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 1
    assert said.stderr.count("\n") == 1
    assert "apt-get install python3" in said.stderr


def test_what_is_there_is_not_installed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "is_there", lambda thing: True)
    monkeypatch.setattr(prepare, "install", lambda packages: pytest.fail(f"installed {packages}"))
    prepare.system("dev")


def test_what_may_not_be_installed_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(prepare, "is_there", lambda thing: thing not in {"libEGL.so.1", "libxcb-cursor.so.0"})
    monkeypatch.setattr(prepare, "works", lambda python: False)
    monkeypatch.setattr(prepare, "can_make_pip", lambda: False)
    monkeypatch.setattr(prepare, "has_pip", lambda: False)
    monkeypatch.setattr(prepare, "privilege", lambda: None)
    with pytest.raises(SystemExit):
        prepare.system("screen")
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.endswith(f"sudo apt-get install libegl1 libxcb-cursor0 python3.{sys.version_info.minor}-venv\n")


def test_what_is_missing_is_installed_where_that_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    present = set(prepare.NEEDS["noscreen"]) - {"libEGL.so.1"}
    monkeypatch.setattr(prepare, "is_there", present.__contains__)
    monkeypatch.setattr(prepare, "install", lambda packages: present.add({"libegl1": "libEGL.so.1"}[packages[0]]))
    prepare.system("noscreen")
    assert "libEGL.so.1" in present


def test_a_screen_needs_all_that_no_screen_needs_and_tests_need_all() -> None:
    assert prepare.NEEDS["noscreen"].items() < prepare.NEEDS["screen"].items() < prepare.NEEDS["dev"].items()
