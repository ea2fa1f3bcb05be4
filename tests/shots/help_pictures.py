"""The pictures in the help, cut out of the real program: ``python -m tests.shots.help_pictures`` writes
``resources/help/pictures/zh`` and ``en``, each with ``dark``, two pixels to one of the page, in as few colours as serve.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kyuanbook import language
from kyuanbook.actions import rhythm, standing
from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.sample import add_sample
from kyuanbook.book.book import open_book
from kyuanbook.paths import resource
from kyuanbook.ui.help.parts import SHARP
from kyuanbook.ui.help.topics import DARK
from kyuanbook.ui.kit.search_popup import SOON
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.navigation import BIN, CARD, CUSTOMERS, TODAY

COLOURS = 64
WINDOW = QSize(1120, 720)
Box = tuple[QWidget, QRect]


class Cut(NamedTuple):
    """A picture: its name, and what brings the window there and says which part of which widget is meant."""

    name: str
    pose: Callable[[Photographer], Box]


def start(p: Photographer) -> Box:
    """The two great buttons at the top right."""
    p.turn_to(TODAY)
    frame = p.window.frame
    left = frame.new_button.x() - 12
    return frame, QRect(left, 0, frame.width() - left, 56)


def today(p: Photographer) -> Box:
    """The first calls."""
    p.turn_to(TODAY)
    calls = p.window.today.calls
    return calls, QRect(0, 0, calls.width(), 36 + 3 * 60)


def search(p: Photographer) -> Box:
    """The search, open."""
    p.turn_to(TODAY)
    frame, popup = p.window.frame, p.works.popup
    p.works.chores.build_search()
    frame.search.setFocus()
    frame.search.setText("wxm")
    QTest.qWait(2 * SOON)  # until the page is dimmed
    sheet = popup._sheet()
    return frame, QRect(sheet.left(), 2, sheet.width(), sheet.bottom())


def customers(p: Photographer) -> Box:
    """Chips, head and the first rows."""
    p.window.resize(940, WINDOW.height())
    p.turn_to(CUSTOMERS)
    page = p.window.page()
    assert page is not None
    return page, QRect(12, 64, 560, 260)


def card(p: Photographer) -> Box:
    """Name, stage, reason."""
    p.turn_to(CARD)
    page = p.window.page()
    assert page is not None
    return page, QRect(12, 0, 600, 140)


def new_customer(p: Photographer) -> Box:
    """The three boxes."""
    p.turn_to(TODAY)
    p.window.new_customer()
    panel = p.works.panels.customer
    panel.inside.name.setText("林小满")  # nobody of the sample: no look for duplicates comes into the picture
    return panel, QRect(1, 1, panel.width() - 1, 290)


def visit(p: Photographer) -> Box:
    """Amount, what was done, day."""
    p.turn_to(TODAY)
    p.window.record_visit()
    panel = p.works.panels.visit
    panel.amount.setText("35+20*2")
    return panel, QRect(1, 1, panel.width() - 1, 394)


def thrown(p: Photographer) -> Box:
    """What was deleted last."""
    p.turn_to(TODAY)
    shown = p.window.today.shown
    assert shown is not None
    for call in shown.calls[1:3]:
        delete_customer(p.book, customer_id=call.customer_id)
    p.turn_to(BIN)
    page = p.window.page()
    assert page is not None
    return page, QRect(12, 0, 480, 144)


CUTS = (
    Cut("start", start), Cut("today", today), Cut("search", search), Cut("customers", customers), Cut("card", card),
    Cut("new-customer", new_customer), Cut("visit", visit), Cut("bin", thrown),
)  # fmt: skip


def cut_out(theme: Theme, widget: QWidget, box: QRect) -> QPixmap:
    """That part of the widget, sharp."""
    picture = QPixmap(box.size() * SHARP)
    picture.setDevicePixelRatio(SHARP)
    picture.fill(theme.colour(theme.tokens.sheet))
    widget.render(picture, QPoint(), QRegion(box))
    return picture


def save(picture: QPixmap, file: Path) -> None:
    """As a PNG with a palette: the colours most seen, so that grounds and inks stay exactly what they are."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    whole = Image.open(BytesIO(buffer.data().data())).convert("RGB")
    seen = sorted(whole.getcolors(whole.width * whole.height), reverse=True)[:COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for _, colour in seen for channel in colour])
    whole.quantize(palette=palette, dither=Image.Dither.NONE).save(file, optimize=True)


def take(folder: Path, theme: Theme, cut: Cut, file: Path) -> None:
    """One picture over a sample shop of its own."""
    with open_book(folder / f"{file.parts[-3]}-{file.parts[-2]}-{cut.name}.kyb", who="店主") as book:
        add_sample(book)
        rhythm.refit(book)
        rhythm.refresh_calls(book)
        standing.refresh_standings(book)
        memory = Memory(folder / "settings.json")
        memory.change(theme="dark" if theme.tokens.dark else "light")
        photographer = Photographer(book, theme, memory, WINDOW)
        photographer.window.show()
        photographer.window.activateWindow()
        widget, box = cut.pose(photographer)
        QTest.qWait(200)
        save(cut_out(theme, widget, box), file)
        photographer.close()
        QTest.qWait(0)


def main() -> None:
    """Take them all, in both languages, light and dark."""
    app = QApplication(sys.argv[:1])
    theme = Theme(dark=False)
    theme.apply(app)
    out = resource("help", "pictures")
    with tempfile.TemporaryDirectory(prefix="kyuanbook-help-") as scratch:
        os.environ["KYUANBOOK_HOME"] = scratch
        for name, speech in (("zh", language.CHINESE), ("en", language.ENGLISH)):
            language.use(speech)
            for dark, into in ((False, out / name), (True, out / name / DARK)):
                theme.set(dark=dark, scale=1.0)
                into.mkdir(parents=True, exist_ok=True)
                for cut in CUTS:
                    take(Path(scratch), theme, cut, into / f"{cut.name}.png")
    files = sorted(out.rglob("*.png"))
    print(f"{len(files)} pictures in {out}, {sum(f.stat().st_size for f in files) // 1024} KB")


if __name__ == "__main__":
    main()
