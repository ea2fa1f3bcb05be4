"""Set-up of a checkout on Linux: .venv with the pinned parts, and the system libraries Qt needs.

Run by the system's Python through prepare.sh, so it uses nothing but the standard library. Whatever is there already
is left as it is and nothing is asked of the network for it; what is missing is installed when that is allowed (root,
or sudo without a password), otherwise one line says what to type.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final, NoReturn

ROOT: Final = Path(__file__).resolve().parent.parent
VENV: Final = ROOT / ".venv"
PYTHON: Final = VENV / "bin" / "python"
OLDEST: Final = (3, 11)

# What to look for (a library's soname or a program) and the Debian and Ubuntu package that brings it.
QT: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
QT_ON_A_SCREEN: Final = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libcups.so.2": "libcups2",
}
TEST_PROGRAMS: Final = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "xmodmap": "x11-xserver-utils",
    "pdftoppm": "poppler-utils",
    "dbus-daemon": "dbus",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "ibus-daemon": "ibus",
    "/usr/libexec/ibus-engine-libpinyin": "ibus-libpinyin",
}
WINDOWS: Final = {
    "makensis": "nsis",
    "wine": "wine",
    "/usr/lib/wine/wine64": "wine64",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32",
    "x86_64-w64-mingw32-windres": "binutils-mingw-w64-x86-64",
    "osslsigncode": "osslsigncode",
    "openssl": "openssl",
    "localedef": "libc-bin",
    "/usr/share/i18n/locales/zh_CN": "locales",
}
DEBIAN: Final = {
    "/usr/sbin/debootstrap": "debootstrap",
    "dpkg-deb": "dpkg",
    "objdump": "binutils",
    "patchelf": "patchelf",
    "lintian": "lintian",
}
NEEDS: Final = {
    "noscreen": QT,
    "screen": QT | QT_ON_A_SCREEN,
    "dev": QT | QT_ON_A_SCREEN | TEST_PROGRAMS,
    "windows": WINDOWS,
    "debian": DEBIAN,
    "packages": QT | QT_ON_A_SCREEN | TEST_PROGRAMS | WINDOWS | DEBIAN | {"import": "imagemagick"},
}

# Tried for too, and done without where it can't be had: the tests that print for real say that they were left out.
WISHED: Final = {"dev": {"/usr/sbin/cupsd": "cups-daemon"}}


def stop(line: str) -> NoReturn:
    """Ends with the one line that says what to do."""
    print(line, file=sys.stderr)
    raise SystemExit(1)


def run(*command: str | Path) -> None:
    """Runs a command, its output hidden unless it fails; then the output and one line are shown and we end."""
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        stop(f"没有成功 · this failed: {' '.join(map(str, command))}")


# ---- the system ----------------------------------------------------------------------------------------------------


def is_there(thing: str) -> bool:
    """Whether a shared library can be loaded or a program found."""
    if ".so" not in thing:
        return shutil.which(thing) is not None or (thing.startswith("/") and Path(thing).exists())
    try:
        ctypes.CDLL(thing)
    except OSError:
        return False
    return True


def privilege() -> list[str] | None:
    """What to put before a command so that it may install: nothing for root, sudo if it asks no password, else None."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode:
        return ["sudo", "-n"]
    return None


def install(packages: list[str]) -> None:
    """Installs Debian packages if we may."""
    before = privilege()
    if before is None or not shutil.which("apt-get"):
        return
    print(f"正在安装系统组件 · installing {' '.join(packages)}", flush=True)
    apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y", "-q"]
    # Bare images ship without package lists, and old lists name files that are gone: refresh, then install. A list
    # that can't be refreshed may still do.
    subprocess.run([*apt, "update"], capture_output=True, stdin=subprocess.DEVNULL, check=False)
    done = subprocess.run([*apt, "install", "--no-install-recommends", *packages], text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        print(done.stdout, file=sys.stderr)


def missing(purpose: str) -> list[str]:
    """The Debian packages that ``purpose`` still needs."""
    wanted = [package for thing, package in NEEDS[purpose].items() if not is_there(thing)]
    if not (works(PYTHON) or can_make_pip() or has_pip()):
        wanted.append(f"python3.{sys.version_info.minor}-venv")
    return sorted(wanted)


def system(purpose: str) -> None:
    """Sees to it that all of the system that ``purpose`` needs is there, or ends with the line to type."""
    wanted = missing(purpose)
    if wanted:
        install(wanted)
        wanted = missing(purpose)
    wished = [package for thing, package in WISHED.get(purpose, {}).items() if not is_there(thing)]
    if wished:
        install(wished)
    if wanted:
        stop(f"缺少系统组件，请输入 · please type: sudo apt-get install {' '.join(wanted)}")


# ---- Python --------------------------------------------------------------------------------------------------------


def works(python: Path) -> bool:
    """Whether a .venv made earlier still runs, is new enough and has pip."""
    test = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    return python.exists() and not subprocess.run([python, "-c", test], capture_output=True, check=False).returncode


def can_make_pip() -> bool:
    """Debian and Ubuntu split off the part of Python that puts pip into a new .venv."""
    test = [sys.executable, "-c", "import ensurepip, venv"]
    return not subprocess.run(test, capture_output=True, check=False).returncode


def has_pip() -> bool:
    """Whether the system has a pip that can work on another Python (22.3 or newer)."""
    test = [sys.executable, "-m", "pip", "--python", sys.executable, "--version"]
    return not subprocess.run(test, capture_output=True, check=False).returncode


def make_venv() -> None:
    """Makes .venv, by whichever of Python's ways this machine has."""
    if works(PYTHON):
        return
    print(f"正在准备 .venv · Python {sys.version.split()[0]}", flush=True)
    if can_make_pip():
        run(sys.executable, "-m", "venv", "--clear", VENV)
    else:
        run(sys.executable, "-m", "venv", "--clear", "--without-pip", VENV)
        run(sys.executable, "-m", "pip", "--python", PYTHON, "install", "pip")


def parts(extra: str) -> None:
    """Installs the pinned parts, then this checkout itself so that ``.venv/bin/kyuanbook`` is there."""
    print("正在安装所需部件，第一次要几分钟 · installing the pinned parts, minutes the first time", flush=True)
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-c", "constraints.txt")
    # The build tools come first, pinned too: pip would otherwise fetch whatever is newest for a build of its own.
    run(*pip, "hatchling", "editables")
    run(*pip, "--no-build-isolation", "--editable", f".{extra}")


def main(purpose: str) -> None:
    """Prepares for ``purpose``, a key of NEEDS."""
    if sys.platform == "linux":
        system(purpose)
    make_venv()
    parts("[dev]" if purpose in {"dev", "packages"} else "")


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in NEEDS:
        stop(f"prepare.py {'|'.join(NEEDS)}")
    main(sys.argv[1])
