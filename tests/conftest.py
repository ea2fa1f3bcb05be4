"""What every test stands on: no screen, no real data, one time zone, the same language.

The environment is set before anything of Qt is imported; pytest reads this file first.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kyuanbook import language
from kyuanbook.sentences.table import gather
from kyuanbook.ui.kit.steady import steady

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ["TZ"] = "Asia/Shanghai"
time.tzset()

gather()  # tests look through all of them
steady()  # the whole run is one process, with more calls of Qt than a week at the counter

# Shared machines are slow now and then: no deadline. In CI the same examples every time.
settings.register_profile(
    "kyuanbook", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("kyuanbook")


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of the test's own, so that no test ever touches the real one. Subprocesses inherit it."""
    folder = tmp_path / "data"
    monkeypatch.setenv("KYUANBOOK_HOME", str(folder))
    yield folder


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Each test begins in Chinese, whatever the one before it spoke."""
    language.use(language.CHINESE)
    yield
    language.use(language.CHINESE)
