"""What an installed program consists of, whatever the system: the pinned parts without what nobody here uses, the package,
its resources, and the list by which it checks itself.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
VERSION: Final = re.search(r'__version__ = "(.+?)"', (ROOT / "kyuanbook" / "__init__.py").read_text("utf-8"))[1]
LIST: Final = "files.txt"

QT_MODULES: Final = ("QtCore", "QtGui", "QtWidgets", "QtPrintSupport", "QtNetwork", "QtPdf", "QtPdfWidgets")
QT_PLUGINS: Final = (
    "platforms/qwindows", "platforms/qoffscreen", "platforms/qminimal", "platforms/libqxcb", "platforms/libqoffscreen",
    "platforms/libqminimal.so", "platforms/libqwayland", "styles/", "imageformats/qjpeg", "imageformats/qico",
    "imageformats/libqjpeg", "imageformats/libqico", "platforminputcontexts/libcomposeplatforminputcontextplugin",
    "platforminputcontexts/libibusplatforminputcontextplugin", "platforminputcontexts/libfcitx",
    "xcbglintegrations/", "printsupport/", "platformthemes/libqxdgdesktopportal",
    "wayland-shell-integration/libxdg-shell", "wayland-decoration-client/libbradient",
    "wayland-graphics-integration-client/libqt-plugin-wayland-egl",
)  # fmt: skip
TRANSLATIONS: Final = ("qtbase_zh_CN.qm", "qtbase_en.qm", "qt_zh_CN.qm", "qt_en.qm")
# of any part: what only its developers use
IDLE: Final = re.compile(
    r"(^|/)(tests?|testing|docs?|examples?|__pycache__|\.agents)/|\.(pyi|lib|h|hpp|c|pyx|pxd|prl|a|cmake)$"
    r"|(^|/)(py\.typed|RECORD|INSTALLER|REQUESTED|direct_url\.json|entry_points\.txt|WHEEL|top_level\.txt)$"
)
KEPT_ALL_THE_SAME: Final = re.compile(r"^(sqlalchemy/(testing/__init__|util)|sqlmodel/|alembic/testing/__init__)")
# whole folders of a part, by what is known of it
DROPPED: Final = (
    "PySide6/qml/", "PySide6/metatypes/", "PySide6/include/", "PySide6/lib/", "PySide6/glue/", "PySide6/doc/",
    "PySide6/typesystems/", "PySide6/scripts/", "PySide6/QtAsyncio/", "PySide6/support/", "PySide6/resources/", "PySide6/Qt/qml/",
    "PySide6/Qt/metatypes/", "PySide6/Qt/libexec/", "PySide6/Qt/resources/", "shiboken6/include/", "shiboken6/lib/",
    "alembic/templates/", "sqlalchemy/dialects/mysql/", "sqlalchemy/dialects/oracle/", "sqlalchemy/dialects/mssql/",
    "reportlab/fonts/", "PIL/_avif", "PIL/_imagingtk", "PIL/_imagingcms", "pygments/lexers/", "pygments/styles/",
)  # fmt: skip


class Wrong(Exception):
    """The bundle cannot be made; says why."""


def build(command: str, stage: Callable[[str], Any], pack: Callable[..., object]) -> int:
    """From nothing to a package: ``stage`` lays out the program of a version, ``pack`` takes what it gave, the version and
    whether to be ``quick``. An exit code."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--stage", action="store_true")
    asked.add_argument("--version", default=VERSION)
    given = asked.parse_args()
    try:
        staged = stage(given.version)
        if not given.stage:
            pack(staged, given.version, quick=given.quick)
    except Wrong as wrong:
        print(f"{command}: {wrong}", file=sys.stderr)
        return 1
    return 0


def sha256(path: Path) -> str:
    """Of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def run(*words: str | Path, **named: object) -> subprocess.CompletedProcess[str]:
    """A command that must succeed. Raises Wrong with its last words."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, **named)  # type: ignore[call-overload]
    if done.returncode:
        said = (done.stdout + done.stderr).strip().splitlines()[-15:]
        raise Wrong(f"{Path(str(words[0])).name}: {done.returncode}\n" + "\n".join(said))
    return done  # type: ignore[no-any-return]


def download(requirements: Path, into: Path, *words: str) -> list[Path]:
    """The wheels that ``requirements`` names with their hashes, each checked by pip. Already there, nothing is asked of the
    network."""
    into.mkdir(parents=True, exist_ok=True)
    wanted = set(re.findall(r"sha256:([0-9a-f]{64})", requirements.read_text("utf-8")))
    there = {sha256(path): path for path in into.iterdir() if path.is_file()}
    if not wanted <= set(there):
        run(
            sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", "--only-binary=:all:",
            *words, "-r", requirements, "-d", into,
        )  # fmt: skip
        there = {sha256(path): path for path in into.iterdir() if path.is_file()}
    missing = wanted - set(there)
    if missing:
        raise Wrong(f"not among what was downloaded: {sorted(missing)}")
    return [there[one] for one in sorted(wanted)]


def unpack(wheels: Iterable[Path], lib: Path) -> None:
    """The parts, trimmed."""
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as packed:
            for name in packed.namelist():
                if not name.endswith("/") and wanted(name):
                    packed.extract(name, lib)


def wanted(name: str) -> bool:
    """Whether a file of a part ships."""
    if name.startswith(DROPPED):
        return False
    if name.startswith("PySide6/"):
        return _of_qt(name)
    if name.startswith("shiboken6/") and name.endswith((".dll", ".so")):
        return not re.search(r"vcamp|vccorlib|vcomp|concrt|codecvt", name)
    if name.startswith("pygments/"):
        return bool(re.match(r"pygments/[^/]+\.py$", name))
    return (KEPT_ALL_THE_SAME.match(name) is not None and name.endswith(".py")) or not IDLE.search(name)


def _of_qt(name: str) -> bool:
    base = name.rsplit("/", 1)[1]
    if "/plugins/" in name:
        return name.split("/plugins/")[1].startswith(QT_PLUGINS)
    if "/translations/" in name:
        return base in TRANSLATIONS
    if base.endswith((".pyd", ".abi3.so")) and base.startswith("Qt"):
        return base.split(".")[0] in QT_MODULES
    if base.endswith((".exe", ".pyi", ".json", ".lib", ".prl")) or "." not in base:  # tools: without a dot where not Windows
        return False
    return not re.search(r"opengl32sw|icudtl|/assistant|/designer|/linguist|concrt140", name)


def closure(starts: Sequence[Path], needs: "Needs", among: dict[str, Path]) -> set[Path]:
    """Whatever of ``among`` (name -> library) the ``starts`` load, and those in turn."""
    found: set[Path] = set()
    waiting = list(starts)
    while waiting:
        for name in needs(waiting.pop()):
            library = among.get(name.lower())
            if library is not None and library not in found:
                found.add(library)
                waiting.append(library)
    return found


class Needs:
    """The names of the libraries that a binary loads, read by ``objdump``."""

    def __init__(self, objdump: str, mark: str) -> None:
        self._objdump, self._mark = objdump, mark

    def __call__(self, binary: Path) -> list[str]:
        said = run(self._objdump, "-p", binary).stdout
        return [line.split()[-1] for line in said.splitlines() if line.strip().startswith(self._mark)]


def own_package(lib: Path) -> None:
    """The program itself, as it stands in this checkout, with its resources inside."""
    package = lib / "kyuanbook"
    drop = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(ROOT / "kyuanbook", package, ignore=drop)
    # a drawing of a picture, a text of a catalogue: what the program reads is made of them and lies beside them
    drop = shutil.ignore_patterns("__pycache__", "make.py", "*.svg", "*.po")
    shutil.copytree(ROOT / "resources", package / "resources", ignore=drop)
    info = lib / f"kyuanbook-{VERSION}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.4\nName: kyuanbook\nVersion: {VERSION}\n", encoding="utf-8")
    for name in ("LICENSE", "THIRD-PARTY.md", "CHANGELOG.md"):
        shutil.copy(ROOT / name, package / "resources" / name)


def write_list(app: Path) -> list[str]:
    """files.txt: every shipped file with its size and hash, by which --self-test finds what is missing or damaged."""
    names = sorted(
        (path.relative_to(app).as_posix() for path in app.rglob("*") if path.is_file() and path.name != LIST),
        key=str.casefold,
    )
    lines = [f"{sha256(app / name)} {(app / name).stat().st_size} {name}" for name in names]
    (app / LIST).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return names


def size(folder: Path) -> int:
    """Bytes of all files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def fresh(folder: Path) -> Path:
    """An empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def environment(**more: str) -> dict[str, str]:
    """Of a command, nothing of this program's own in it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "KYUANBOOK_", "QT_"))}
    return kept | more
