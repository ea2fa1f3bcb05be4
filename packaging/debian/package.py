"""``make deb``: dist/kyuanbook_VERSION_amd64.deb, one for all of Debian's family, from the interpreter built on Debian 11, the
pinned wheels and this checkout. Needs root (debootstrap); nothing is asked of the network when it is installed.

``--quick`` packs faster and larger, for tests; ``--stage`` ends with the laid-out program.
"""

import gzip
import hashlib
import os
import re
import shutil
import sys
from email.utils import formatdate
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import bundle
import interpreter
import needs
import plugin
import roots
from bundle import ROOT, Needs, Wrong, run

HERE: Final = Path(__file__).resolve().parent
FILES: Final = HERE / "files"
APP: Final = roots.WORK / "app"
TREE: Final = roots.WORK / "tree"
DIST: Final = ROOT / "dist"
WHO: Final = "KeYuanBen contributors <noreply@kyuanbook.invalid>"
PLATFORMS: Final = (*(f"manylinux_2_{minor}_x86_64" for minor in (28, 27, 26, 24, 17)), "manylinux2014_x86_64")
DESCRIPTION: Final = """customer book for a small shop
 KeYuanBen keeps who is loyal, who is overdue, who has quietly stopped coming
 and whom to ring today, in one file on the shop's own PC: no account, no
 internet. It prints call lists, and reads their outcomes back.
 .
 客源本：小店自己的顾客本。谁是熟客、谁好久没来、今天该给谁打电话，一本记清。"""


def main() -> int:
    """From nothing to the package."""
    return bundle.build("make deb", lambda _: stage(), pack)


def stage() -> list[str]:
    """Lay the program out as it will be installed. Returns what it depends on."""
    say("解释器 · the interpreter")
    python = interpreter.interpreter()
    say("部件 · the parts")
    words = [word for platform in PLATFORMS for word in ("--platform", platform)]
    wheels = bundle.download(
        HERE / "wheels.txt", roots.WORK / "fetched" / "wheels", *words, "--python-version", "3.11", "--implementation", "cp",
        "--abi", "cp311", "--abi", "abi3", "--abi", "none",
    )  # fmt: skip
    bundle.fresh(APP)
    shutil.copytree(python, APP / "runtime")
    lib = APP / "lib"
    bundle.unpack(wheels, lib)
    drop_unused_libraries(lib)
    interpreter.bring(interpreter.FOR_QT, interpreter.build_root(), lib / "PySide6" / "Qt" / "lib", interpreter.KEPT)
    plugin.add(lib)
    for module in lib.rglob("*.cpython-311-x86_64-linux-gnu.so"):
        run("strip", "--strip-unneeded", module)
    bundle.own_package(lib)
    for name, source in (("kyuanbook", FILES / "kyuanbook.sh"), ("start.py", FILES / "start.py")):
        shutil.copy(source, APP / name)
    modes(APP)
    compiled()
    depends, oldest = needs.check(APP)
    names = bundle.write_list(APP)
    say(f"{len(names)} 个文件，{bundle.size(APP) / 1e6:.1f} MB；glibc ≥ {oldest}")
    return depends


def drop_unused_libraries(lib: Path) -> None:
    """Of Qt's libraries only those that something that ships loads, and those in turn."""
    qt = lib / "PySide6"
    libraries = [*(qt / "Qt" / "lib").glob("*.so*"), *qt.glob("lib*.so*"), *(lib / "shiboken6").glob("lib*.so*")]
    among = {path.name.lower(): path for path in libraries}
    starts = [*qt.glob("Qt*.so"), *qt.rglob("plugins/**/*.so"), *(lib / "shiboken6").glob("Shiboken*.so")]
    kept = bundle.closure(starts, Needs("objdump", "NEEDED"), among)
    for path in among.values():
        if path not in kept:
            path.unlink()


def modes(folder: Path) -> None:
    """Readable by all, written by root, run where it is to be run."""
    programs = {folder / "kyuanbook", folder / "runtime" / "bin" / "kyuanbook"}
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path in programs else 0o644)


def compiled() -> None:
    """Bytecode beside every module, by the interpreter that ships: the installed folder is never written to."""
    say("编译 · bytecode")
    with roots.lent(interpreter.build_root(), "bytecode") as root:
        shutil.copytree(APP, root.path("/opt/kyuanbook"), symlinks=True)
        root.run(
            "/opt/kyuanbook/runtime/bin/kyuanbook", "-IS", "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash",
            "/opt/kyuanbook/runtime/lib", "/opt/kyuanbook/lib",
        )  # fmt: skip  # what does not compile (a template) stays as it is
        for made in root.path("/opt/kyuanbook").rglob("__pycache__/*.pyc"):
            to = APP / made.relative_to(root.path("/opt/kyuanbook"))
            to.parent.mkdir(exist_ok=True)
            shutil.copy(made, to)
    many, sources = len(list(APP.rglob("*.pyc"))), len(list(APP.rglob("*.py")))
    if many < sources * 0.98:
        raise Wrong(f"{many} of {sources} modules compiled")


def pack(depends: list[str], version: str, *, quick: bool) -> Path:
    """The package, by dpkg-deb."""
    say("安装包 · the package")
    tree = bundle.fresh(TREE)
    shutil.copytree(APP, tree / "opt" / "kyuanbook", symlinks=True)
    place(tree, "usr/share/applications/kyuanbook.desktop", (FILES / "kyuanbook.desktop").read_bytes())
    place(tree, "usr/share/mime/packages/kyuanbook.xml", (FILES / "kyuanbook.xml").read_bytes())
    place(tree, "usr/share/lintian/overrides/kyuanbook", (FILES / "lintian-overrides").read_bytes())
    place(tree, "usr/share/man/man1/kyuanbook.1.gz", packed((FILES / "kyuanbook.1").read_bytes()))
    place(tree, "usr/share/doc/kyuanbook/copyright", copyrights().encode())
    place(tree, "usr/share/doc/kyuanbook/changelog.gz", packed(changes(version).encode()))
    for side in (48, 256):
        place(
            tree, f"usr/share/icons/hicolor/{side}x{side}/apps/kyuanbook.png",
            (ROOT / "resources" / "app" / f"kyuanbook-{side}.png").read_bytes(),
        )  # fmt: skip
    (tree / "usr" / "bin").mkdir()
    (tree / "usr" / "bin" / "kyuanbook").symlink_to("/opt/kyuanbook/kyuanbook")
    modes_of_tree(tree)
    control(tree, depends, version)
    DIST.mkdir(exist_ok=True)
    target = DIST / f"kyuanbook_{version}_amd64.deb"
    target.unlink(missing_ok=True)
    run(
        "dpkg-deb", "--root-owner-group", "-Zxz", f"-z{1 if quick else 6}", "--build", tree, target,
        env=bundle.environment(SOURCE_DATE_EPOCH=str(when())),
    )  # fmt: skip
    say(f"{target.relative_to(ROOT)}  {target.stat().st_size / 1e6:.1f} MB")
    return target


def place(tree: Path, name: str, content: bytes) -> None:
    """One file of the package."""
    (tree / name).parent.mkdir(parents=True, exist_ok=True)
    (tree / name).write_bytes(content)


def modes_of_tree(tree: Path) -> None:
    """Outside /opt nothing runs of itself; folders may be entered."""
    for path in (tree, tree / "opt", tree / "usr", *(tree / "usr").rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() else 0o644)


def control(tree: Path, depends: list[str], version: str) -> None:
    """What dpkg and apt are told."""
    if not re.fullmatch(r"[0-9][0-9A-Za-z.+~]*", version):
        raise Wrong(f"{version} is no version that dpkg knows")
    lines = [
        "Package: kyuanbook", f"Version: {version}", "Architecture: amd64", f"Maintainer: {WHO}",
        f"Installed-Size: {bundle.size(tree) // 1024}", "Depends: " + ", ".join(depends),
        "Suggests: cups, fcitx5 | fcitx | ibus", "Section: misc", "Priority: optional",
        f"Description: {DESCRIPTION}",
    ]  # fmt: skip
    names = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    sums = [f"{md5(path)}  {path.relative_to(tree)}" for path in names]
    place(tree, "DEBIAN/control", ("\n".join(lines) + "\n").encode())
    place(tree, "DEBIAN/md5sums", ("\n".join(sums) + "\n").encode())
    for name in ("control", "md5sums"):
        (tree / "DEBIAN" / name).chmod(0o644)
    (tree / "DEBIAN").chmod(0o755)


def md5(path: Path) -> str:
    """As dpkg keeps it, to see what was damaged."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def copyrights() -> str:
    """Of the program and all it brings."""
    parts = [
        "客源本 · KeYuanBen. Its source is the checkout it was built from (make deb).",
        (ROOT / "LICENSE").read_text("utf-8"), (ROOT / "THIRD-PARTY.md").read_text("utf-8"),
        "---- Python\n" + (APP / "runtime" / "lib" / interpreter.NAME / "LICENSE.txt").read_text("utf-8"),
    ]  # fmt: skip
    for path in sorted(interpreter.KEPT.glob("*.copyright")):
        parts.append(f"---- {path.stem}\n" + path.read_text("utf-8", "replace"))
    return "\n\n".join(parts)


def changes(version: str) -> str:
    """As Debian wants it; what is new stands in CHANGELOG.md, which ships with the program."""
    return (
        f"kyuanbook ({version}) unstable; urgency=medium\n\n  * See /opt/kyuanbook/lib/kyuanbook/resources/CHANGELOG.md.\n\n"
        f" -- {WHO}  {formatdate(when())}\n"
    )


def when() -> int:
    """The time of the last change, for a package that is the same whenever it is built."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or run("git", "log", "-1", "--format=%ct", cwd=ROOT).stdout)


def packed(content: bytes) -> bytes:
    """As policy wants manuals and changelogs."""
    return gzip.compress(content, 9, mtime=0)


def say(words: str) -> None:
    """How far it is."""
    print(words, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
