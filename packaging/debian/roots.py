"""Debian systems of their own to build and to try in: made by debootstrap once, and lent as throw-away copies.

Where the packages come from is what this machine's own apt says; it stands nowhere here. Needs root.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import bundle
from bundle import Wrong, run

WORK: Final = bundle.ROOT / "build" / "debian"
BASES: Final = WORK / "roots"
PATH: Final = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
QUIET: Final = ("apt-get", "-y", "-q", "-o", "Dpkg::Use-Pty=0")


class Root:
    """One Debian system in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def command(self, *words: str | Path, env: dict[str, str] | None = None, user: str = "") -> list[str]:
        """The words by which ``words`` are run in it, in processes of its own that end with the first."""
        around = {"PATH": PATH, "LC_ALL": "C.UTF-8", "HOME": f"/home/{user}" if user else "/root", **(env or {})}
        who = ("setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups") if user else ()
        return [
            "unshare", "--mount", "--pid", "--fork", "--kill-child", f"--mount-proc={self.folder / 'proc'}",
            "chroot", str(self.folder), "env", "-i", *(f"{name}={value}" for name, value in around.items()), *who,
            *(str(word) for word in words),
        ]  # fmt: skip

    def run(
        self, *words: str | Path, env: dict[str, str] | None = None, user: str = "", timeout: float = 1800
    ) -> "subprocess.CompletedProcess[str]":
        """Whatever comes of it."""
        return subprocess.run(
            self.command(*words, env=env, user=user), capture_output=True, text=True, timeout=timeout, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def must(self, *words: str | Path, env: dict[str, str] | None = None, user: str = "", timeout: float = 1800) -> str:
        """What it says. Raises Wrong unless it succeeds."""
        done = self.run(*words, env=env, user=user, timeout=timeout)
        if done.returncode:
            said = (done.stdout + done.stderr).strip().splitlines()[-25:]
            raise Wrong(f"{self.folder.name}: {' '.join(map(str, words))[:200]}: {done.returncode}\n" + "\n".join(said))
        return done.stdout

    def install(self, *packages: str) -> None:
        """By apt, without what is merely recommended."""
        if packages:
            self.must(
                *QUIET, "install", "--no-install-recommends", *packages, env={"DEBIAN_FRONTEND": "noninteractive"}
            )

    def path(self, inside: str) -> Path:
        """Where a file of it lies outside."""
        return self.folder / inside.lstrip("/")


def mirrors() -> tuple[str, str]:
    """This machine's own Debian archive, and the one for security. Raises Wrong on a machine without Debian's archive."""
    said = run("apt-get", "indextargets", "--format", "$(ORIGIN)|$(LABEL)|$(SITE)", "Created-By: Packages").stdout
    rows = [line.split("|") for line in said.splitlines()]
    plain = [site for origin, label, site in rows if (origin, label) == ("Debian", "Debian")]
    security = [site for origin, label, site in rows if (origin, label) == ("Debian", "Debian-Security")]
    if not plain:
        raise Wrong("apt on this machine knows no archive of Debian; run apt-get update on a Debian system")
    return plain[0], (security or [""])[0]


def sources(suite: str, kind: str = "deb") -> str:
    """The lines of sources.list for a suite."""
    plain, security = mirrors()
    lines = [f"{kind} {plain} {suite} main"]
    if security:
        lines.append(f"{kind} {security} {suite}-security main")
    return "\n".join(lines) + "\n"


def base(suite: str, name: str = "", packages: Sequence[str] = (), source_suite: str = "") -> Root:
    """A system of ``suite`` with ``packages``, made if it is not there yet; ``source_suite``: whose sources it may fetch."""
    if os.geteuid() != 0:
        raise Wrong("debootstrap needs root: sudo make ...")
    folder = BASES / (name or suite)
    root = Root(folder)
    done = folder.with_name(folder.name + ".made")
    if done.exists() and done.read_text("utf-8").split() == list(packages):
        return root
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        run("debootstrap", "--variant=minbase", suite, folder, mirrors()[0])
        root.path("/usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n")  # starts no service
        root.path("/usr/sbin/policy-rc.d").chmod(0o755)
    lines = sources(suite) + (sources(source_suite, "deb-src") if source_suite else "")
    root.path("/etc/apt/sources.list").write_text(lines, encoding="ascii")
    root.must(*QUIET, "update")
    root.must(*QUIET, "dist-upgrade", env={"DEBIAN_FRONTEND": "noninteractive"})
    root.install(*packages)
    done.write_text(" ".join(packages), encoding="ascii")
    return root


@contextmanager
def lent(under: Root, name: str) -> Iterator[Root]:
    """A copy of a system that goes away again; the system itself stays as it is."""
    around = WORK / "lent" / name
    if (around / "root").is_mount():  # left by one that was killed
        run("umount", "--lazy", around / "root")
    bundle.fresh(around)
    upper, work, merged = around / "upper", around / "work", around / "root"
    for folder in (upper, work, merged):
        folder.mkdir()
    run("mount", "-t", "overlay", "overlay", "-o", f"lowerdir={under.folder},upperdir={upper},workdir={work}", merged)
    try:
        yield Root(merged)
    finally:
        subprocess.run(["umount", "--lazy", str(merged)], check=False)
        shutil.rmtree(around, ignore_errors=True)
