"""What is handed out: the same parts as here, one version, and a list by which it is checked. The packages themselves are
tried by make test-packages.
"""

import re
import subprocess
from pathlib import Path

import bundle
import pytest
import release

from kyuanbook import __version__

ROOT = Path(__file__).resolve().parent.parent
FILES = ROOT / "packaging" / "debian" / "files"


def parts(name: str) -> dict[str, str]:
    """Part -> version, of a list of pins."""
    found = re.findall(r"^([\w.-]+)==([\w.+]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", part).lower(): version for part, version in found}


@pytest.mark.parametrize("system", ["windows", "debian"])
def test_what_ships_is_what_was_tried_here(system: str) -> None:
    here, ships = parts("constraints.txt"), parts(f"packaging/{system}/wheels.txt")
    other = {part: version for part, version in ships.items() if part in here and here[part] != version}
    # PySide6 6.9 is the last that runs on Debian 11; its QtPdf comes in the addons
    qt = {"pyside6-essentials", "shiboken6"} if system == "debian" else set()
    assert set(other) == qt
    assert set(ships) - set(here) == ({"pyside6-addons"} if qt else {"tzdata"})


def test_there_is_one_version() -> None:
    assert __version__ == bundle.VERSION
    assert all(f"{__version__}" in name for name in release.HANDED_OUT)
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_what_is_handed_out_can_be_checked(tmp_path: Path) -> None:
    for name in release.HANDED_OUT:
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / release.SUMS).write_text(release.sums(tmp_path), encoding="utf-8")
    check = ["sha256sum", "-c", "--quiet", release.SUMS]
    assert subprocess.run(check, cwd=tmp_path, check=False, capture_output=True).returncode == 0
    (tmp_path / release.HANDED_OUT[1]).write_text("another", encoding="utf-8")
    assert subprocess.run(check, cwd=tmp_path, check=False, capture_output=True).returncode == 1
    (tmp_path / release.HANDED_OUT[1]).unlink()
    with pytest.raises(bundle.Wrong, match=r"not built: kyuanbook_.*deb"):
        release.sums(tmp_path)


def test_the_desktop_opens_a_book_with_this_program() -> None:
    entry = (FILES / "kyuanbook.desktop").read_text("utf-8")
    kind = re.findall(r'mime-type type="(.+?)"', (FILES / "kyuanbook.xml").read_text("utf-8"))
    assert f"MimeType={kind[0]};" in entry
    assert "Exec=kyuanbook %f" in entry


@pytest.mark.parametrize(
    ("name", "ships"),
    [
        ("PySide6/QtPdf.abi3.so", True), ("PySide6/QtQml.abi3.so", False), ("PySide6/qsb", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True), ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so", True),
        ("PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so", True), ("PySide6/QtAsyncio/__init__.py", False),
    ],
)  # fmt: skip
def test_of_qt_only_what_is_used_ships(name: str, ships: bool) -> None:
    assert bundle.wanted(name) is ships
