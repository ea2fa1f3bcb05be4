"""The plugin by which Qt speaks with fcitx (fcitx/fcitx.cpp): its wheels bring none, and 统信 UOS and 麒麟 type through fcitx.

Compiled on Debian 11 against the Qt that ships; the headers and the moc that go with them are those of Debian 13, whose Qt is one
step older than what ships, which is how Qt wants it.
"""

import shutil
import sys
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import interpreter
import roots
from bundle import Wrong, run

SUITE: Final = "trixie"
HEADERS: Final = ("qt6-base-dev", "qt6-base-private-dev")
SOURCE: Final = Path(__file__).resolve().parent / "fcitx"
INCLUDE: Final = "/usr/include/x86_64-linux-gnu/qt6"
MOC: Final = "/usr/lib/qt6/libexec/moc"
NAME: Final = "libfcitxplatforminputcontextplugin.so"
MODULES: Final = ("Core", "Gui", "DBus")
# By its length the table of the functions that a plugin overrides is known to be that of the headers: 29 of 8 bytes.
TABLE, BYTES = "_ZTV21QPlatformInputContext", 29 * 8


def add(lib: Path) -> None:
    """Lay it beside Qt's own plugins. Raises Wrong."""
    qt = lib / "PySide6" / "Qt"
    same_table(qt / "lib" / "libQt6Gui.so.6")
    with roots.lent(roots.base(SUITE, f"{SUITE}-qt", HEADERS), "moc") as root:
        shutil.copytree(SOURCE, root.path("/build"))
        (version,) = (path.name for path in root.path(f"{INCLUDE}/QtGui").iterdir() if path.name[0].isdigit())
        includes = [f"-I{INCLUDE}"]
        for module in MODULES:
            base = f"{INCLUDE}/Qt{module}"
            includes += [f"-I{base}", f"-I{base}/{version}", f"-I{base}/{version}/Qt{module}"]
        root.must(MOC, *includes, "/build/fcitx.cpp", "-o", "/build/fcitx.moc")
        with roots.lent(interpreter.build_root(), "plugin") as builder:
            shutil.copytree(root.path("/build"), builder.path("/build"))
            shutil.copytree(root.path(INCLUDE), builder.path(INCLUDE))
            shutil.copytree(qt / "lib", builder.path("/build/lib"))
            builder.must(
                "g++", "-std=c++17", "-O2", "-fPIC", "-shared", "-fvisibility=hidden", "-Wall", "-Wextra", "-Werror", "-s",
                "-DQT_NO_DEBUG", "-DQT_PLUGIN", "-DNDEBUG", *includes, "-I/build", "/build/fcitx.cpp", "-o", f"/build/{NAME}",
                "-Wl,--no-undefined", "-Wl,-rpath,$ORIGIN/../../lib", "-Wl,-rpath-link,/build/lib",
                *(f"/build/lib/libQt6{module}.so.6" for module in MODULES),
            )  # fmt: skip
            shutil.copy(builder.path(f"/build/{NAME}"), qt / "plugins" / "platforminputcontexts" / NAME)


def same_table(library: Path) -> None:
    """The interface is not promised to stay from one Qt to the next. Raises Wrong if it is not the one compiled against."""
    for line in run("objdump", "-T", library).stdout.splitlines():
        if line.split()[-1:] == [TABLE]:
            size = int(line.split("\t")[1].split()[0], 16)
            if size != BYTES:
                raise Wrong(f"{TABLE} has {size} bytes, not {BYTES}: the headers are not those of this Qt")
            return
    raise Wrong(f"{library.name} has no {TABLE}")
