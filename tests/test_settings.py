"""The settings of this PC: kept, forgiving, never in the way of the start."""

import json
import os
from pathlib import Path

import pytest

from kyuanbook import settings
from kyuanbook.language import say
from kyuanbook.settings import Settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / settings.FILE_NAME


def test_no_file_gives_the_defaults(file: Path) -> None:
    assert settings.load(file) == Settings()
    assert not file.parent.exists()


def test_what_was_saved_is_loaded(file: Path) -> None:
    mine = Settings(
        language="en", theme="dark", scale=1.25, paper="roll-80", printer="店里的打印机", copies=2, second_place="/媒体/U盘",
        place_asked=True, last_version="1.2", window="AdnQywAD", pages={"customers": {"columns": [120, 80]}},
    )  # fmt: skip
    assert settings.save(file, mine)
    assert settings.load(file) == mine
    assert os.listdir(file.parent) == [file.name]
    assert file.stat().st_mode & 0o777 == 0o600


def test_every_setting_is_described_and_has_a_default_that_fits(file: Path) -> None:
    for name in settings.NAMES:
        assert say(settings.described(name))
        assert getattr(Settings(), name) == settings.default(name)
    settings.save(file, Settings())
    assert set(json.loads(file.read_text("utf-8"))) == set(settings.NAMES)
    with pytest.raises(KeyError):
        settings.described("nonsense")


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"null", b"\xff\xfe{}", b"[" * 100_000])
def test_a_broken_file_is_kept_aside_and_the_program_starts(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    assert settings.load(file) == Settings()
    assert file.with_name("settings.json.broken").read_bytes() == content
    assert settings.save(file, Settings(copies=3))
    assert settings.load(file).copies == 3


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "tlh"), ("theme", "pink"), ("scale", 99), ("scale", True), ("copies", 0), ("copies", "2"), ("pages", []),
        ("second_place", None), ("place_asked", 1), ("window", 5),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_right_is_as_if_never_set(file: Path, name: str, value: object) -> None:
    file.parent.mkdir()
    file.write_text(json.dumps({name: value, "printer": "P", "of_a_newer_version": 1}), "utf-8")
    found = settings.load(file)
    assert getattr(found, name) == settings.default(name)
    assert found.printer == "P"
    assert not file.with_name("settings.json.broken").exists()


def test_a_disk_that_will_not_write_is_no_disaster(file: Path) -> None:
    file.parent.write_text("a file where the folder should be")
    assert not settings.save(file, Settings())
    assert settings.load(file) == Settings()


def test_a_save_that_fails_half_way_leaves_the_old_ones(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.save(file, Settings(copies=2))
    monkeypatch.setattr(os, "fsync", _full)
    assert not settings.save(file, Settings(copies=7))
    assert settings.load(file).copies == 2
    assert os.listdir(file.parent) == [file.name]


def test_settings_do_not_share_what_can_be_changed() -> None:
    with pytest.raises(TypeError):
        Settings().pages["customers"] = {}  # type: ignore[index]


def _full(_: int) -> None:
    raise OSError(28, "No space left on device")
