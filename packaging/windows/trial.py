"""Part of ``make test-packages``: the Windows installer in clean Wine prefixes, as an owner would meet it.

By wizard in Chinese and silently; in a user's folder with Chinese letters and a space; self-test, what it leaves opened by other
tools, a file taken away; refused while it runs; upgraded with a full book; a book double-clicked; removed with nothing left but
the book. Pictures of the window and the wizard are left in build/trial/windows. What only real Windows shows is not shown here.
"""

import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import bundle
import installer
from trying import carried_out, each_is_missed, expect, keys, opened_by_others, picture, screen, some, titles, until
from wine import Prefix

WORK: Final = bundle.ROOT / "build" / "trial" / "windows"
BEFORE: Final = "0.0.9"  # an earlier version, with a file that this one has no more
STALE: Final = "lib/kyuanbook/stale.py"
USER: Final = "王 小明"
KEY: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\kyuanbook"
RUNS, OLDER, DAMAGED = 4, 6, 3  # exit codes


class Trial:
    """One prefix and what is installed in it."""

    def __init__(self, name: str, display: str = "") -> None:
        self.prefix = Prefix(bundle.fresh(WORK / name), display=display)
        self.display = display
        self.local = self.prefix.folder / "drive_c" / "users" / USER / "AppData" / "Local"
        self.app = self.local / "Programs" / "kyuanbook"
        self.own = self.local / "kyuanbook"
        windows = rf"C:\users\{USER}\AppData\Local"
        self.prefix.make(WORK / "stand-ins", installer.APP / "lib")
        self.local.mkdir(parents=True)
        self.prefix.wine(
            "reg", "add", r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders", "/v",
            "Local AppData", "/t", "REG_SZ", "/d", windows, "/f",
        )  # fmt: skip
        self.prefix.environment["LOCALAPPDATA"] = windows
        self.prefix.end()  # the registry is written when it ends

    def setup(self, version: str, *words: str) -> int:
        """Run an installer silently. Returns its exit code."""
        return self.prefix.wine(bundle.ROOT / "dist" / f"客源本-{version}-setup.exe", "/S", *words, timeout=600).returncode

    def run(self, *words: str, exe: str = "kyuanbook.exe", timeout: float = 900) -> "subprocess.CompletedProcess[str]":
        """The installed program."""
        return self.prefix.wine(self.app / exe, *words, timeout=timeout)

    def open(self, *words: str | Path) -> "subprocess.Popen[bytes]":
        """A program with a window, left to itself. Not into a file: Wine's Python fails where its output is one."""
        return subprocess.Popen(
            ["wine", *map(str, words)], env=self.prefix.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def files(self) -> set[str]:
        """What lies where it was installed."""
        return {path.relative_to(self.app).as_posix() for path in self.app.rglob("*") if path.is_file()}

    def known(self) -> str:
        """The registry of its user, as text; its own tables of recent things left out."""
        self.prefix.end()
        return (self.prefix.folder / "user.reg").read_text("utf-8", "replace")


def silently() -> None:
    """Installed without a word, tried, damaged, upgraded, removed."""
    trial = Trial("silent")
    clean = trial.known()
    expect(trial.setup(BEFORE) == 0, "an earlier version installs silently, in a folder with Chinese letters and a space")
    expect(trial.files() >= {STALE, "客源本.exe", "kyuanbook.exe"}, "its files are there")
    made = trial.run("demo")
    expect(made.returncode == 0 and list(trial.own.glob("*.kyb")), f"a full book made with it {made.stderr[-200:]}")
    (trial.app / "的笔记.txt").write_text("不是客源本的", encoding="utf-8")
    book = next(trial.own.glob("*.kyb"))
    held = book.read_bytes()
    expect(trial.setup(bundle.VERSION) == 0, "upgraded")
    expect(STALE not in trial.files(), "what this version has no more is gone")
    expect(book.read_bytes() == held, "the book is as it was")
    expect("的笔记.txt" in trial.files(), "a stranger's file was left alone")
    expect(trial.setup(BEFORE) == OLDER, "an older version over it is refused when nobody can be asked")
    expect(trial.setup(BEFORE, "/OLDER") == 0 and trial.setup(bundle.VERSION) == 0, "and taken when it is asked for")
    tried(trial)
    damaged(trial)
    expect(trial.prefix.wine(trial.app / "uninstall.exe", "/S").returncode == 0, "removed")
    until(lambda: not (trial.app / "客源本.exe").exists(), "the files go")
    time.sleep(3)
    expect(trial.files() == {"的笔记.txt"}, f"nothing of it is left {sorted(trial.files())[:5]}")
    expect(book.read_bytes()[:16] == held[:16], "the book stays")
    left = [
        line for line in set(trial.known().splitlines()) - set(clean.splitlines())
        if "kyuanbook" in line.lower() and "User Shell Folders" not in line
    ]  # fmt: skip
    expect(not left, f"no registry value is left {left[:3]}")
    expect(not list(trial.prefix.home.rglob("客源本*.lnk")), "no shortcut is left")


def tried(trial: Trial) -> None:
    """--self-test, and what it leaves opened by others."""
    folder = trial.prefix.folder / "drive_c" / "自检"
    done = trial.run("--self-test", r"C:\自检")
    expect(done.returncode == 0, f"self-test without a screen {(done.stdout + done.stderr)[-400:]}")
    opened_by_others(folder)
    silent = trial.run("--self-test", exe="客源本.exe")
    expect(silent.returncode == 0, "and by the window's launcher, which has no stdout")


def damaged(trial: Trial) -> None:
    """Twenty files, one after the other taken away: each is named."""
    others = trial.files() - {"的笔记.txt", "uninstall.exe", "files.txt", "kyuanbook.exe"}
    each_is_missed(trial.app, [*some(others, 19), "runtime/python313.dll"], lambda: trial.run("--self-test"), DAMAGED)


def by_wizard() -> None:
    """With a screen: the wizard in Chinese, the window, a book double-clicked, refused while it runs."""
    with screen() as display:
        trial = Trial("wizard", display)
        installer = bundle.ROOT / "dist" / f"客源本-{bundle.VERSION}-setup.exe"
        with trial.open(installer) as wizard:
            until(lambda: "客源本" in titles(display), "the wizard is there, in Chinese")
            time.sleep(3)
            picture(display, WORK / "wizard.png")
            keys(display, "key", "Return")  # 下一步
            until(lambda: (trial.app / "files.txt").exists(), "下一步 installs")
            time.sleep(8)
            picture(display, WORK / "finish.png")
            keys(display, "key", "Return")  # 完成, with 现在就打开
            wizard.wait(120)
        until(lambda: list(trial.own.glob("*.kyb")), "完成 opens the book")
        time.sleep(40)
        picture(display, WORK / "window.png")
        expect(trial.setup(bundle.VERSION) == RUNS, "while it runs nothing is installed over it")
        keys(display, "search", "--name", "客源本", "windowclose")
        trial.prefix.end()
        done = trial.run("--self-test")
        expect(done.returncode == 0, f"self-test with a screen {(done.stdout + done.stderr)[-400:]}")
        book = trial.prefix.folder / "drive_c" / "旧 账本.kyb"
        shutil.copy(next(trial.own.glob("*.kyb")), book)
        trial.prefix.merge_classes(".kyb", "kyuanbook.book")
        with trial.open("start", "/unix", book):
            until(lambda: list(book.parent.glob("旧 账本.kyb-wal")), "a book double-clicked opens")
        time.sleep(20)
        picture(display, WORK / "double-click.png")
        trial.prefix.end()


def installers() -> None:
    """This version's and an earlier one with a file more."""
    names = installer.stage(bundle.VERSION)
    stale = installer.APP / STALE
    stale.write_text("# of an earlier version\n", encoding="utf-8")
    installer.pack([*names, STALE], BEFORE, quick=True)
    stale.unlink()
    installer.pack(names, bundle.VERSION, quick=True)


def main() -> int:
    """All of it, or what is named."""
    return carried_out(WORK, {"installers": installers, "silently": silently, "by_wizard": by_wizard})


if __name__ == "__main__":
    raise SystemExit(main())
