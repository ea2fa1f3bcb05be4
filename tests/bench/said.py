"""What a measured program says to the one that measures it, a line each, at once."""

from pathlib import Path


def say(what: str) -> None:
    """``what`` and the memory held, MB."""
    print(what, resident(), flush=True)


def resident() -> float:
    """Resident memory of this process, MB (Linux)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0
