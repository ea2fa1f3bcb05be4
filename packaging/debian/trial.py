"""Part of ``make test-packages``: the Debian package in clean Debian 11, 12 and 13, as an owner would meet it. Needs root.

Installed by apt; self-test with and without a screen, what it leaves opened by other tools; files taken away; a book
double-clicked; upgraded over an earlier version with a book, removed, purged: the book is never touched. Chinese is typed through
fcitx. Pictures are left in build/trial/debian. What only a real 统信 UOS or 麒麟 shows is not shown here.
"""

import shutil
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import bundle
import package
import roots
import typed
from trying import carried_out, each_is_missed, expect, opened_by_others, picture, screen, some, titles, until
from typed import USER

WORK: Final = bundle.ROOT / "build" / "trial" / "debian"
SUITES: Final = ("bullseye", "bookworm", "trixie")
BEFORE: Final = "0.0.9"  # an earlier version, with a file that this one has no more
STALE: Final = "opt/kyuanbook/lib/kyuanbook/stale.py"
DAMAGED: Final = 3
APT: Final = {"DEBIAN_FRONTEND": "noninteractive"}
DESKTOP: Final = ("xdg-utils", "desktop-file-utils", "shared-mime-info", "libfile-mimeinfo-perl")


class Trial:
    """One clean system and what is installed in it."""

    def __init__(self, root: roots.Root) -> None:
        self.root = root
        self.app = root.path("/opt/kyuanbook")
        self.home = root.path(f"/home/{USER}")
        self.own = self.home / ".local" / "share" / "kyuanbook"
        root.must(*roots.QUIET, "update")
        root.must("useradd", "--create-home", USER)
        for version in (BEFORE, bundle.VERSION):
            shutil.copy(bundle.ROOT / "dist" / f"kyuanbook_{version}_amd64.deb", root.path("/srv"))

    def apt(self, *words: str) -> None:
        """As the owner types it, or the desktop does for him. Raises Wrong."""
        self.root.must(*roots.QUIET, *words, "--no-install-recommends", env=APT)

    def install(self, version: str) -> None:
        """apt install ./FILE. Raises Wrong."""
        self.apt("install", f"/srv/kyuanbook_{version}_amd64.deb")

    def run(self, *words: str, display: str = "", **env: str) -> "subprocess.CompletedProcess[str]":
        """The installed program, by its owner."""
        around = {"DISPLAY": display} if display else {}
        return self.root.run("kyuanbook", *words, env=around | env, user=USER)

    def named(self) -> set[str]:
        """All that bears its name, but the owner's own, what apt keeps of all, and the socket of a program that was killed."""
        said = self.root.must(
            "find", "/", "-xdev", "-iname", "*kyuanbook*", "-not", "-path", f"/home/{USER}/*", "-not", "-path", "/srv/*"
        )
        return {line for line in said.splitlines() if not line.startswith(("/var/log/", "/var/cache/apt/", "/tmp/"))}


def packages() -> None:
    """This version's package and an earlier one with a file more; lintian on this one's."""
    depends = package.stage()
    stale = package.APP / "lib" / "kyuanbook" / "stale.py"
    stale.write_text("# of an earlier version\n", encoding="utf-8")
    package.pack(depends, BEFORE, quick=True)
    stale.unlink()
    made = package.pack(depends, bundle.VERSION, quick=True)
    bundle.run("lintian", "--allow-root", "--fail-on", "error,warning", made)
    print("  ok lintian says nothing", flush=True)


def installed(suite: str) -> None:
    """From a clean system to a clean system."""
    with roots.lent(roots.base(suite), f"trial-{suite}") as root:
        trial = Trial(root)
        trial.install(BEFORE)
        expect(root.path(STALE).exists(), "an earlier version installs by apt")
        made = trial.run("demo")
        book = next(trial.own.glob("*.kyb"), None)
        expect(made.returncode == 0 and book, f"a full book made with it {made.stderr[-200:]}")
        assert book is not None
        held = book.read_bytes()
        trial.install(bundle.VERSION)
        expect(not root.path(STALE).exists(), "upgraded; what this version has no more is gone")
        unresolved(trial)
        tried(trial)
        on_a_screen(trial, suite)
        on_wayland(trial, suite)
        in_chinese(trial, suite)
        damaged(trial)
        expect(root.must("dpkg", "--verify", "kyuanbook") == "", "every file is as it was packed, after all that")
        trial.apt("remove", "kyuanbook")
        expect(not trial.app.exists(), "removed, nothing left below /opt")
        trial.apt("install", "gdebi-core")
        root.must("gdebi", "--non-interactive", f"/srv/kyuanbook_{bundle.VERSION}_amd64.deb", env=APT)
        expect(trial.run("--help").returncode == 0, "installed by what desktops open a package with (gdebi)")
        trial.apt("purge", "kyuanbook")
        expect(not trial.named(), " ".join(["purged, nothing of its name left", *sorted(trial.named())[:5]]))
        expect(book.read_bytes() == held, "the book is as it was, to the byte")


def unresolved(trial: Trial) -> None:
    """The loader finds every library of every file that ships, with no more installed than the package asks for."""
    said = trial.root.must(
        "sh", "-c", "find /opt/kyuanbook -name '*.so*' -o -path '*/bin/kyuanbook' | while read f; do ldd $f; done 2>&1"
    )
    missing = sorted({line.strip() for line in said.splitlines() if "not found" in line})
    expect(not missing, " ".join(["every library is there", *missing[:5]]))


def tried(trial: Trial) -> None:
    """--self-test without a screen, and what it leaves opened by others."""
    done = trial.run("--self-test", f"/home/{USER}/自检")
    expect(done.returncode == 0 and "offscreen" in done.stdout, f"self-test without a screen {said(done)}")
    opened_by_others(trial.home / "自检")


def on_a_screen(trial: Trial, suite: str) -> None:
    """--self-test in a window, also where the desktop names a platform that this Qt has not; a book double-clicked."""
    trial.apt("install", *DESKTOP)
    with screen() as display:
        foreign = {"QT_QPA_PLATFORM": "dxcb;xcb", "QT_QPA_PLATFORMTHEME": "ukui", "QT_PLUGIN_PATH": "/nowhere"}
        for folder, around in (("窗口", {}), ("统信", foreign)):
            done = trial.run("--self-test", f"/home/{USER}/{folder}", display=display, **around)
            right = done.returncode == 0 and "xcb" in done.stdout
            expect(right, f"self-test on a screen {' '.join(sorted(around))} {said(done)}")
        shutil.copy(trial.home / "窗口" / "window.png", WORK / f"{suite}-self-test.png")
        book = trial.home / "旧 客源本.kyb"
        shutil.copy(trial.home / "自检" / "left.kyb", book)
        trial.root.must("chown", USER, f"/home/{USER}/旧 客源本.kyb")
        around = {"DISPLAY": display, "LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}
        ask = ("xdg-mime", "query")
        kind = trial.root.must(*ask, "filetype", f"/home/{USER}/{book.name}", env=around, user=USER).strip()
        expect(kind == "application/x-kyuanbook", f"a book is known by its name {kind}")
        with subprocess.Popen(
            trial.root.command("xdg-open", f"/home/{USER}/{book.name}", env=around, user=USER), stderr=subprocess.DEVNULL
        ) as opened:
            until(lambda: list(trial.home.glob("旧 客源本.kyb-wal")), "a book double-clicked opens")
            until(lambda: "客源本" in titles(display), "in a window")
            time.sleep(10)
            picture(display, WORK / f"{suite}-window.png")
            opened.kill()


def on_wayland(trial: Trial, suite: str) -> None:
    """--self-test where there is a Wayland compositor beside X: in its window, or where it is too old for Qt in one of X."""
    trial.apt("install", "weston")
    trial.root.must("install", "--directory", "--owner", USER, "--mode", "700", "/run/wayland")
    around = {"XDG_RUNTIME_DIR": "/run/wayland"}
    compositor = ("weston", "--backend=headless-backend.so", "--socket=shown", "--width=1366", "--height=768")
    wanted = "xcb" if suite == "bullseye" else "wayland"
    with screen() as display, typed.running(trial.root, around, *compositor):
        until(lambda: trial.root.path("/run/wayland/shown").exists(), "a Wayland compositor runs", 60)
        done = trial.run("--self-test", display=display, WAYLAND_DISPLAY="shown", XDG_SESSION_TYPE="wayland", **around)
        right = done.returncode == 0 and f" {wanted}, " in done.stdout
        expect(right, f"self-test in a Wayland session, by {wanted} {said(done)}")


def in_chinese(trial: Trial, suite: str) -> None:
    """王小明 by pinyin, through the fcitx of that release."""
    book = trial.home / "拼音.kyb"
    shutil.copy(trial.home / "自检" / "left.kyb", book)
    trial.root.must("chown", USER, f"/home/{USER}/{book.name}")
    with screen() as display:
        typed.pinyin(trial.root, suite, f"/home/{USER}/{book.name}", display, WORK / f"{suite}-pinyin.png")


def damaged(trial: Trial) -> None:
    """Twenty files, one after the other taken away, and one altered: each is named."""
    files = {path.relative_to(trial.app).as_posix() for path in trial.app.rglob("*") if path.is_file()}
    names = [*some(files - {"kyuanbook"}, 18), "runtime/bin/kyuanbook", "files.txt"]
    each_is_missed(trial.app, names, lambda: trial.run("--self-test"), DAMAGED)
    file = trial.app / "lib" / "kyuanbook" / "resources" / "LICENSE"
    held = file.read_bytes()
    file.write_bytes(held + b" ")
    done = trial.run("--self-test")
    file.write_bytes(held)
    expect(done.returncode == 1 and "LICENSE is damaged" in done.stdout, "one altered is named")


def said(done: "subprocess.CompletedProcess[str]") -> str:
    """The last words, where it failed."""
    return (done.stdout + done.stderr)[-600:] if done.returncode else ""


def main() -> int:
    """All of it, or what is named: packages, bullseye, bookworm, trixie."""
    return carried_out(WORK, {"packages": packages, **{suite: partial(installed, suite) for suite in SUITES}})


if __name__ == "__main__":
    raise SystemExit(main())
