"""``make release``: SHA256SUMS of what is handed out, of this version and nothing else."""

import sys
from pathlib import Path
from typing import Final

import bundle
from bundle import ROOT, VERSION, Wrong, run

DIST: Final = ROOT / "dist"
SUMS: Final = "SHA256SUMS"
HANDED_OUT: Final = (
    f"客源本-{VERSION}-setup.exe",
    f"kyuanbook_{VERSION}_amd64.deb",
    f"kyuanbook-{VERSION}-py3-none-any.whl",
)


def sums(folder: Path) -> str:
    """The lines that ``sha256sum -c`` reads. Raises Wrong when something was not built."""
    missing = [name for name in HANDED_OUT if not (folder / name).is_file()]
    if missing:
        raise Wrong(f"not built: {', '.join(missing)}")
    return "".join(f"{bundle.sha256(folder / name)}  {name}\n" for name in HANDED_OUT)


def main() -> int:
    """Write them, and have them read."""
    try:
        (DIST / SUMS).write_text(sums(DIST), encoding="utf-8", newline="\n")
        print(run("sha256sum", "-c", SUMS, cwd=DIST).stdout, end="")
        if run("git", "status", "--porcelain", cwd=ROOT).stdout:
            print("有没有提交的改动：这不是仓库里的那一版 · uncommitted changes: this is not what the repository holds")
    except Wrong as wrong:
        print(f"make release: {wrong}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
