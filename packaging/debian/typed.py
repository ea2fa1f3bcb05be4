"""Chinese typed into the installed program by pinyin, through a running fcitx: 5 where the release has it, 4 on Debian 11, whose
age is that of 统信 UOS 20 and 麒麟 V10.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import roots
from trying import expect, keys, picture, until

USER: Final = "xiaoming"
BUS: Final = f"/home/{USER}/bus"
NAME: Final = "王小明"
PHONE: Final = "1990042771"  # and a digit; nobody's of the sample shop
RUNS: Final = (
    "dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner",
    "string:org.freedesktop.portal.Fcitx",
)  # fmt: skip
# which fcitx a release has: its packages, the file that makes pinyin the one at hand, the words that start it and turn it on, and
# the keys to try for the words it offers: what it takes 王小明 for is its own affair
FOUR: Final = (
    ("fcitx-bin", "fcitx-modules", "fcitx-googlepinyin", "fcitx-module-dbus"),
    ".config/fcitx/profile", "[Profile]\nIMName=googlepinyin\nEnabledIMList=fcitx-keyboard-us:True,googlepinyin:True\n",
    ("fcitx", "-D"), ("fcitx-remote", "-o"), ("1", "22", "23", "24", "25"),
)  # fmt: skip
FIVE: Final = (
    ("fcitx5", "fcitx5-pinyin"),
    ".config/fcitx5/profile",
    "[Groups/0]\nName=Default\nDefault Layout=us\nDefaultIM=pinyin\n\n[Groups/0/Items/0]\nName=keyboard-us\nLayout=\n\n"
    "[Groups/0/Items/1]\nName=pinyin\nLayout=\n\n[GroupOrder]\n0=Default\n",
    ("fcitx5",), ("fcitx5-remote", "-o"), ("1", "2", "3", "4", "5"),
)  # fmt: skip


@contextmanager
def running(root: roots.Root, around: dict[str, str], *words: str) -> "Iterator[subprocess.Popen[bytes]]":
    """A program of the user's, ended afterwards."""
    with subprocess.Popen(
        root.command(*words, env=around, user=USER), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as program:  # fmt: skip
        try:
            yield program
        finally:
            program.kill()  # its processes end with it


def pinyin(root: roots.Root, suite: str, book: str, display: str, shot: Path) -> None:
    """Raises Wrong unless 王小明, typed as pinyin, is in the ``book``."""
    packages, profile, content, start, turn_on, choices = FOUR if suite == "bullseye" else FIVE
    names: list[str] = []
    root.install("dbus", *packages)
    path = root.path(f"/home/{USER}/{profile}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    root.must("chown", "-R", USER, f"/home/{USER}/.config")
    around = {
        "DISPLAY": display, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={BUS}", "QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx",
        "XDG_RUNTIME_DIR": f"/home/{USER}",
    }  # fmt: skip
    name = start[0]
    with (
        running(root, around, "dbus-daemon", "--session", "--nofork", f"--address=unix:path={BUS}"),
        running(root, around, *start),
    ):
        until(lambda: "true" in root.run(*RUNS, env=around, user=USER).stdout, f"{name} runs", 60)
        with running(root, around, "kyuanbook", book):
            until(lambda: "客源本" in keys(display, "getactivewindow", "getwindowname"), "the window is there", 120)
            time.sleep(5)
            keys(display, "key", "Escape", "key", "F4")  # a new customer
            time.sleep(2)
            root.must(*turn_on, env=around, user=USER)
            state = root.run(turn_on[0], env=around, user=USER).stdout.strip()
            expect(state == "2", f"the field is known to {name}, which is on {state}")
            for number, choice in enumerate(choices):
                phone = f"{PHONE}{number}"
                write(display, "wangxiaoming", choice, shot)
                keys(display, "key", "Tab", "type", "--delay", "60", phone)
                keys(display, "key", "Tab")
                write(display, "luguo", " ", shot)
                keys(display, "key", "Return", "key", "Return")
                until(lambda phone=phone: found(root, book, phone), f"choice {choice} of {name} is in the book", 60)
                names.append(found(root, book, phone)[0]["name"])
                if names[-1] == NAME:
                    break
                keys(display, "key", "Escape", "key", "F4")
                time.sleep(2)
            expect(NAME in names, f"typed as pinyin through {name}: {'、'.join(names)}")
            keys(display, "search", "--name", "客源本", "windowclose")


def write(display: str, letters: str, choice: str, shot: Path) -> None:
    """Letters, and one of the words that are offered for them."""
    keys(display, "type", "--delay", "120", letters)
    time.sleep(2)
    picture(display, shot)
    for key in choice:
        keys(display, "key", key.replace(" ", "space"))
        time.sleep(1)


def found(root: roots.Root, book: str, phone: str) -> list[dict[str, str]]:
    """Whom the command line finds by a phone."""
    done = root.run("kyuanbook", "--book", book, "--json", "find", phone, user=USER)
    return json.loads(done.stdout) if done.stdout.startswith("[") else []  # type: ignore[no-any-return]
