"""What this PC remembers: what the owner sets at once, what pages remember when nothing followed for a while."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kyuanbook import settings
from kyuanbook.ui.shell.memory import Memory


@pytest.fixture
def writes(monkeypatch: pytest.MonkeyPatch) -> list[settings.Settings]:
    """Every writing of the file."""
    seen: list[settings.Settings] = []
    save = settings.save

    def saved(path: Path, now: settings.Settings) -> bool:
        seen.append(now)
        return save(path, now)

    monkeypatch.setattr(settings, "save", saved)
    return seen


@pytest.fixture
def memory(tmp_path: Path, qapp: QApplication) -> Memory:
    return Memory(tmp_path / "settings.json")


def test_what_the_owner_sets_is_on_the_disk_at_once(memory: Memory, writes: list[settings.Settings]) -> None:
    assert memory.change(theme="dark", scale=1.5)
    assert len(writes) == 1 and Memory(memory.path).now.theme == "dark"
    assert memory.change(theme="dark") and len(writes) == 1


def test_what_pages_remember_is_written_once_when_they_rest(
    memory: Memory, writes: list[settings.Settings], qtbot: QtBot
) -> None:
    for width in range(80, 180):
        memory.remember("customers", width=width)
    memory.remember("settings", section="looks")
    assert writes == [] and memory.of_page("customers") == {"width": 179}
    qtbot.waitUntil(lambda: len(writes) == 1, timeout=3000)
    assert Memory(memory.path).now.pages == {"customers": {"width": 179}, "settings": {"section": "looks"}}
    memory.remember("customers", width=179)
    memory.flush()
    assert len(writes) == 1, "nothing changed, nothing is written"


def test_closing_writes_what_waits(memory: Memory, writes: list[settings.Settings]) -> None:
    memory.remember("customers", width=120)
    memory.flush()
    assert len(writes) == 1 and Memory(memory.path).of_page("customers") == {"width": 120}


def test_another_setting_takes_along_what_waits(memory: Memory, writes: list[settings.Settings]) -> None:
    memory.remember("customers", width=120)
    memory.change(private=True)
    memory.flush()
    assert len(writes) == 1 and Memory(memory.path).of_page("customers") == {"width": 120}


def test_a_file_put_there_by_another_is_not_written_over(memory: Memory, writes: list[settings.Settings]) -> None:
    memory.remember("customers", width=120)
    settings.save(memory.path, settings.Settings(scale=1.25))
    writes.clear()
    memory.reload()
    memory.flush()
    assert writes == [] and memory.now.scale == 1.25
