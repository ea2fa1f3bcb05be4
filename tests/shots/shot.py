"""What a picture is, and where all of them are found."""

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kyuanbook.ui.pictures import Photographer

SAMPLE, EMPTY, HARD = "sample", "empty", "hard"
Pose = Callable[[Photographer], QWidget | None]


@dataclass(frozen=True)
class Shot:
    """A picture: its name, how the window is brought there, over which book (:class:`~tests.shots.stage.Books`).

    A ``pose`` may give back another widget to be pictured in place of the window.
    """

    name: str
    pose: Pose
    over: str = SAMPLE

    @property
    def file(self) -> str:
        """The name of its picture, without look and suffix."""
        return self.name if self.over == SAMPLE else f"{self.over}-{self.name}"


def on(page: str) -> Pose:
    """Just the page."""

    def pose(p: Photographer) -> None:
        p.turn_to(page)

    return pose


class Patience:
    """Whoever only measures needs no pages drawn in threads."""

    longest = 1000  # ms


def settle(ms: int = 1) -> None:
    """Let layouts, checks of fields and rendered pages come."""
    QTest.qWait(min(ms, Patience.longest))


def found() -> tuple[Shot, ...]:
    """``SHOTS`` (over the sample shop, or the book they name) and ``EMPTY`` of every ``*_shots`` module here."""
    shots: list[Shot] = []
    for module in sorted(m.name for m in pkgutil.iter_modules([str(Path(__file__).parent)])):
        if module.endswith("_shots"):
            held = import_module(f"{__package__}.{module}")
            shots += [Shot(s.name, s.pose, getattr(s, "over", SAMPLE)) for s in getattr(held, "SHOTS", ())]
            shots += [Shot(shot.name, shot.pose, EMPTY) for shot in getattr(held, "EMPTY", ())]
    names = [shot.file for shot in shots]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"two pictures of one name: {sorted(twice)}")
    return tuple(shots)
