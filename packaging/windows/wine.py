"""A clean Wine prefix to try the installer in. Nothing here ships: Debian's Wine lacks a few DLLs of Windows 10, which are stood
in for.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import bundle

MINGW: Final = "x86_64-w64-mingw32-"
# the random numbers of Windows 10, by which pydantic and Rust begin
RANDOM: Final = """
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) { return SystemFunction036(data, (ULONG)size); }
"""
# Windows' own ICU, by which only Qt's GBK codecs work, which this program leaves to Python; and screens' colour profiles
NOTHING: Final = ("icuuc.dll", "mscms.dll")


class Prefix:
    """``home``: a folder of its own, in which shortcuts land. ``chinese``: the language of its Windows."""

    def __init__(self, home: Path, *, display: str = "", chinese: bool = True, user: str = "") -> None:
        self.home, self.folder = home, home / "wine"
        home.mkdir(parents=True, exist_ok=True)
        (home / "Desktop").mkdir(exist_ok=True)
        tongue = "zh_CN" if chinese else "en_US"
        place = home / "locale" / f"{tongue}.UTF-8"
        if not place.exists():
            place.parent.mkdir(exist_ok=True)
            bundle.run("localedef", "-i", tongue, "-f", "UTF-8", place)
        more = {
            "WINEPREFIX": str(self.folder), "WINEDEBUG": "-all", "HOME": str(home), "XDG_RUNTIME_DIR": str(home),
            "WINEDLLOVERRIDES": "mscoree,mshtml=;winedbg.exe=d;mscms=n,b",
            "LC_ALL": f"{tongue}.UTF-8", "LOCPATH": str(place.parent),
            "KYUANBOOK_QUIET": "1", "DISPLAY": display, "PYTHONUTF8": "1",
        }  # fmt: skip
        if user:
            more["USER"] = more["LOGNAME"] = more["WINEUSERNAME"] = user
        self.environment = bundle.environment(**more)
        if not display:
            self.environment.pop("DISPLAY")
            self.environment["WINEQT_QPA_PLATFORM"] = "offscreen"

    def make(self, stand_ins: Path, lib: Path) -> None:
        """The prefix as Windows 10, with the stand-ins."""
        self.wine("wineboot", "--init", timeout=180)
        self.wine("winecfg", "-v", "win10", timeout=120)
        system = self.folder / "drive_c" / "windows" / "system32"
        for name in made(stand_ins, lib):
            shutil.copy(stand_ins / name, system / name)

    def wine(self, *words: str | Path, timeout: float = 300, say: bool = False) -> "subprocess.CompletedProcess[str]":
        """A program in it; its output goes through a pipe, for Python fails where stdout is a file."""
        done = subprocess.run(
            ["wine", *map(str, words)], env=self.environment, capture_output=True, text=True, timeout=timeout,
            encoding="utf-8", errors="replace", check=False,
        )  # fmt: skip
        if say:
            print(done.returncode, done.stdout, done.stderr)
        return done

    def merge_classes(self, *names: str) -> None:
        """Show what an owner's own part of the registry says of kinds of files to the whole, as Windows does and Wine 8 does
        not."""
        for name in names:
            self.wine("reg", "copy", rf"HKCU\Software\Classes\{name}", rf"HKLM\Software\Classes\{name}", "/s", "/f")

    def end(self) -> None:
        """Nothing of it runs on."""
        subprocess.run(["wineserver", "-k"], env=self.environment, check=False)
        subprocess.run(["wineserver", "-w"], env=self.environment, check=False, timeout=30)

    def unix(self, windows: str) -> Path:
        """Where a path of C: lies."""
        return self.folder / "drive_c" / windows.removeprefix("C:\\").replace("\\", os.sep)


def made(folder: Path, lib: Path) -> list[str]:
    """The stand-ins, compiled: what any DLL of ``lib`` asks of NOTHING says 0."""
    folder.mkdir(parents=True, exist_ok=True)
    asked: dict[str, set[str]] = {name: set() for name in NOTHING}
    for library in (*lib.glob("PySide6/*.dll"), *lib.glob("PySide6/plugins/*/*.dll")):
        within = ""
        for line in bundle.run(f"{MINGW}objdump", "-p", library).stdout.splitlines():
            if "DLL Name:" in line:
                within = line.split()[-1].lower()
            elif within in asked and len(line.split()) == 3 and line.split()[2].isidentifier():
                asked[within].add(line.split()[2])
    sources = {"bcryptprimitives.dll": (RANDOM, ["-ladvapi32"])}
    for dll, names in asked.items():
        sources[dll] = ("".join(f"int {name}(void) {{ return 0; }}\n" for name in sorted(names)), [])
    for dll, (source, libraries) in sources.items():
        file = folder / dll.replace(".dll", ".c")
        file.write_text(source)
        bundle.run(f"{MINGW}gcc", "-shared", "-o", folder / dll, file, *libraries)
    return list(sources)
