"""What the shipped program needs of the system it runs on, read from its own files: the packages whose libraries it loads,
and the oldest glibc that has every function it calls.
"""

import re
import sys
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bundle import Wrong, run

# the newest versions that there are on 统信 UOS 20: glibc 2.28, and libstdc++ of gcc 8
NEWEST: Final = {"GLIBC": (2, 28), "GLIBCXX": (3, 4, 25), "CXXABI": (1, 3, 11)}
# what else must be there: the fonts' configuration, the tables of keys
BESIDES: Final = ("xkb-data",)
# a library's name -> the package that brings it on Debian 11 and later (and under another name since 13)
LIBRARIES: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libICE.so.6": "libice6",
    "libSM.so.6": "libsm6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbz2.so.1.0": "libbz2-1.0",
    "libcups.so.2": "libcups2t64 | libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1 | libgcc1",
    "libglib-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "liblzma.so.5": "liblzma5",
    "libstdc++.so.6": "libstdc++6 (>= 8)",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
OF_GLIBC: Final = re.compile(r"^(lib(c|m|dl|rt|pthread|util|resolv)\.so\.\d|ld-linux-x86-64\.so\.2)$")


def check(app: Path) -> tuple[list[str], str]:
    """(what the package depends on, the oldest glibc that does). Raises Wrong for a library nobody brings, or a newer glibc."""
    binaries = [path for path in app.rglob("*") if path.is_file() and path.open("rb").read(4) == b"\x7fELF"]
    shipped = {path.name for path in binaries}
    packages: set[str] = set(BESIDES)
    newest = dict.fromkeys(NEWEST, (0,))
    for path in binaries:
        said = run("objdump", "-p", path).stdout
        for name in re.findall(r"NEEDED +(\S+)", said):
            if name in shipped or OF_GLIBC.match(name):
                continue
            if name not in LIBRARIES:
                raise Wrong(f"{path.relative_to(app)} loads {name}, which nobody brings")
            packages.add(LIBRARIES[name])
        for family, text in re.findall(r"\b(GLIBC|GLIBCXX|CXXABI)_([\d.]+)", said):
            version = tuple(map(int, text.split(".")))
            if version > NEWEST[family]:
                raise Wrong(f"{path.relative_to(app)} needs {family}_{text}, newer than {NEWEST[family]}")
            newest[family] = max(newest[family], version)
    oldest = ".".join(map(str, newest["GLIBC"]))
    return [f"libc6 (>= {oldest})", *sorted(packages)], oldest
