"""``make run`` on a machine without a screen."""

import struct
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kyuanbook.book.book import open_book
from kyuanbook.book.queries.stages import stage_counts
from kyuanbook.cli import headless, main
from kyuanbook.paper.sheets import Paper


def png_size(path: Path) -> tuple[int, int]:
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG")
    return struct.unpack(">II", data[16:24])  # type: ignore[return-value]


def test_it_says_so_and_does_the_main_job(tmp_path: Path, qapp: QApplication, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "run"
    assert headless.run(folder) == 0
    said = capsys.readouterr().out
    assert "没有屏幕" in said.splitlines()[0] and str(folder / "paper") in said and str(folder / "pages") in said
    for paper in Paper:
        assert (folder / "paper" / f"call-list-{paper.value}.pdf").read_bytes().startswith(b"%PDF")
        width, height = png_size(folder / "paper" / f"call-list-{paper.value}-1.png")
        assert (width > height) is (paper is Paper.A4_LANDSCAPE)
    pages = sorted((folder / "pages").glob("*.png"))
    assert [page.stem for page in pages] == [
        "1-today", "2-customers", "3-card", "4-followups", "5-analysis", "6-settings", "7-bin",
    ]  # fmt: skip
    assert all(png_size(page) == (1366, 768) for page in pages)
    with open_book(folder / "sample.kyb") as book, book.read() as sql:
        counts = stage_counts(sql, book.today())
    assert sum(counts.values()) == headless.CUSTOMERS
    assert all(f"{many}" in said for many in counts.values())
    assert headless.run(folder) == 0  # and again over what is there


def test_no_command_and_no_screen_leads_there(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(main, "has_no_screen", lambda: True)
    monkeypatch.setattr(headless, "run", lambda: 7)
    assert main.main([]) == 7
