"""The interpreter of the Debian package: CPython 3.11 from Debian's own source, built on Debian 11 so that it runs on every later
one, and on glibc 2.28 (统信 UOS 20), which is older still: the few functions of which glibc 2.29 and later have a newer version
are asked for in their older one.
"""

import hashlib
import os
import shutil
import sys
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import bundle
import roots
from bundle import Wrong, run

SUITE: Final = "bullseye"
SOURCE_SUITE: Final = "bookworm"
NAME: Final = "python3.11"
VERSION: Final = "3.11.2-6+deb12u8"
SOURCES: Final = {
    "python3.11_3.11.2.orig.tar.gz": "2411c74bda5bbcfcddaf4531f66d1adc73f247f529aee981b029513aefdbf849",
    f"python3.11_{VERSION}.debian.tar.xz": "ece2d63c70ac0b7a401fbe6b51b0103be997c294a01a3865549be1862794ba97",
    f"python3.11_{VERSION}.dsc": "197fa19ab45f41c820f40f6d9ead671c2ea29ddc53ba9424b36f1bf58458a10e",
}
TOOLS: Final = (
    "gcc", "g++", "make", "libc6-dev", "dpkg-dev", "xz-utils", "patch", "binutils",
    "libssl-dev", "libffi-dev", "liblzma-dev", "zlib1g-dev", "libbz2-dev",
)  # fmt: skip
HOME: Final = "/opt/kyuanbook/runtime"
KEPT: Final = roots.WORK / "runtime"

OLDER: Final = "".join(f'__asm__(".symver {name},{name}@GLIBC_2.2.5");\n' for name in ("exp", "log", "pow", "exp2", "log2"))
NOT_ASKED: Final = {"ac_cv_func_sem_clockwait": "no", "ac_cv_header_uuid_uuid_h": "no"}  # glibc 2.30; a library more
BUILD: Final = f"""
set -eu
dpkg-source --no-check -x {NAME}_*.dsc source
mkdir made && cd made
../source/configure --prefix={HOME} --with-system-ffi --without-ensurepip --without-doc-strings \
    CFLAGS="-O2 -include /build/older.h" LDFLAGS="-Wl,-rpath,{HOME}/lib"
# Debian's patch for expat wants it built in
echo "pyexpat pyexpat.c" > Modules/Setup.local
make -j2
make install DESTDIR=/build/root
strip --strip-unneeded /build/root{HOME}/bin/{NAME} /build/root{HOME}/lib/{NAME}/lib-dynload/*.so
"""
# of the standard library, what only developers use; sqlcipher3 brings its own SQLite
IDLE: Final = (
    "test", "idlelib", "tkinter", "turtledemo", "turtle.py", "ensurepip", "lib2to3", "pydoc_data", "distutils", "venv",
    "site-packages", "sqlite3", "unittest/test", "ctypes/test", "wsgiref", "curses", "dbm", "__phello__", "crypt.py",
    "lib-dynload/_test*", "lib-dynload/*xx*", "lib-dynload/_ctypes_test*", "lib-dynload/nis*", "lib-dynload/spwd*",
    "lib-dynload/ossaudiodev*", "lib-dynload/audioop*", "lib-dynload/_crypt*", "lib-dynload/_sqlite3*", "config-*",
)  # fmt: skip
LIBRARIES: Final = "/usr/lib/x86_64-linux-gnu"
# its libraries whose names differ between Debian's releases
BROUGHT: Final = {"libssl.so.1.1": "libssl1.1", "libcrypto.so.1.1": "libssl1.1", "libffi.so.7": "libffi7"}
# small ones that Qt loads and that many a desktop has not: the package is installed on a PC that is on no network
FOR_QT: Final = {
    "libxcb-cursor.so.0": "libxcb-cursor0", "libxcb-util.so.1": "libxcb-util1", "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0", "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0", "libatomic.so.1": "libatomic1",
}  # fmt: skip
MODULES: Final = "ssl, hashlib, ctypes, lzma, bz2, zlib, decimal, json, xml.etree.ElementTree, multiprocessing, zoneinfo"


def build_root() -> roots.Root:
    """Debian 11 with a compiler, able to fetch the sources of Debian 12."""
    return roots.base(SUITE, f"{SUITE}-build", (*TOOLS, *sorted(set(FOR_QT.values()))), SOURCE_SUITE)


def bring(names: dict[str, str], root: roots.Root, to: Path, notes: Path) -> None:
    """Libraries of the root, which look for each other where they lie; and under what licence each comes."""
    for name, package in names.items():
        shutil.copy(root.path(f"{LIBRARIES}/{name}"), to / name)
        run("patchelf", "--set-rpath", "$ORIGIN", to / name)
        shutil.copy(root.path(f"/usr/share/doc/{package}/copyright"), notes / f"{package}.copyright")


def interpreter() -> Path:
    """A folder to be laid at HOME: bin/kyuanbook, lib/. Built once for each way of building it. Raises Wrong."""
    stamp = KEPT / "made.txt"
    key = hashlib.sha256(repr((VERSION, SOURCES, OLDER, NOT_ASKED, BUILD, IDLE, BROUGHT)).encode()).hexdigest()
    if not (stamp.exists() and stamp.read_text("ascii") == key):
        bundle.fresh(KEPT)
        with roots.lent(build_root(), "interpreter") as root:
            root.path("/build").mkdir()
            fetch(root, NAME, VERSION, SOURCES)
            root.path("/build/older.h").write_text(OLDER, encoding="ascii")
            root.must("sh", "-c", f"cd /build\n{BUILD}", env=NOT_ASKED, timeout=5400)
            trim(root.path(f"/build/root{HOME}"), root)
            shutil.copytree(root.path(f"/build/root{HOME}"), KEPT / "runtime", symlinks=True)
        stamp.write_text(key, encoding="ascii")
    return KEPT / "runtime"


def fetch(root: roots.Root, name: str, version: str, wanted: dict[str, str]) -> None:
    """A source of Debian into the root's /build, each file known by its hash. Raises Wrong."""
    kept = roots.WORK / "fetched"
    kept.mkdir(parents=True, exist_ok=True)
    if not all((kept / one).exists() for one in wanted):
        root.must(*roots.QUIET, "update")
        root.must(
            "sh", "-c", f"cd /build && apt-get source -q --download-only --only-source {name}={version}"
        )  # fmt: skip
        for one in wanted:
            shutil.copy(root.path(f"/build/{one}"), kept / one)
    for one, digest in wanted.items():
        if bundle.sha256(kept / one) != digest:
            (kept / one).unlink()
            raise Wrong(f"{one} is not the one that was pinned")
        shutil.copy(kept / one, root.path(f"/build/{one}"))


def trim(home: Path, root: roots.Root) -> None:
    """What ships of it. Raises Wrong when a module that is needed was not built."""
    library = home / "lib" / NAME
    for pattern in IDLE:
        for path in library.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in list(library.rglob("__pycache__")):
        shutil.rmtree(path)
    for name in ("include", "share", "lib/pkgconfig"):
        shutil.rmtree(home / name)
    for path in (home / "lib").glob("libpython*"):
        path.unlink()
    bring(BROUGHT, root, home / "lib", KEPT)
    program = home / "bin" / "kyuanbook"  # its own name among what runs
    os.replace(home / "bin" / NAME, program)
    for path in (home / "bin").iterdir():
        if path != program:
            path.unlink()
    shutil.copytree(home, root.path(HOME), symlinks=True)
    root.must(f"{HOME}/bin/kyuanbook", "-IS", "-B", "-c", f"import {MODULES}")
