"""None survives as many calls of Qt as an owner can make in a day."""

import subprocess
import sys

import pytest

CALLS = """
import sys
from PySide6.QtCore import QObject
from kyuanbook.ui.kit.steady import steady
if sys.argv[1] == "steady":
    steady()
thing = QObject()
for _ in range(400_000):
    thing.setObjectName("x")
print("alive")
"""


def outcome(way: str) -> str:
    run = subprocess.run([sys.executable, "-c", CALLS, way], capture_output=True, text=True, timeout=120)
    return run.stdout.strip()


def test_none_outlives_a_day_s_worth_of_calls() -> None:
    assert outcome("steady") == "alive"


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="immortal there")
def test_it_is_still_needed() -> None:
    # when this fails, PySide6 counts again, and steady() can go
    assert outcome("left alone") == ""
