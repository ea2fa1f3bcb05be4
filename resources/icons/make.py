"""Fetch the icons in use from the npm package lucide-static and keep them with their licence.

Run: python resources/icons/make.py        (needs npm; add a name to NAMES first)
     python resources/icons/make.py strokes  (only strokes.txt anew, from the SVGs beside)

``strokes.txt`` is what the program reads: the same lines as moves, lines and cubics in a square of 24, one icon a line. To
draw them needs neither an SVG reader nor its library, which the first picture would wait for. Line width 1.75, as the
look asks, and colour are the painter's.
"""

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib import SVGPath

VERSION = "1.62.0"
NAMES = """
archive-restore arrow-down arrow-up cake calendar chart-column check chevron-down chevron-left chevron-right chevron-up
circle-alert circle-help clipboard-check copy download ellipsis eye eye-off file-spreadsheet folder-open gift hard-drive
history import info keyboard map-pin merge message-circle minus moon notebook-pen pencil phone phone-missed phone-off
phone-outgoing pin plus printer redo-2 save scissors search settings share-2 smile store sun table-2 tag trash-2
triangle-alert undo-2 usb user-plus user-round user-round-plus users users-round waypoints x
""".split()


HERE = Path(__file__).parent


def main() -> None:
    """Write one SVG a name beside this file, the package's licence, and the strokes of all."""
    if sys.argv[1:] != ["strokes"]:
        fetch(HERE)
    lines = [f"{name} {strokes((HERE / f'{name}.svg').read_text('ascii'))}" for name in NAMES]
    (HERE / "strokes.txt").write_text("\n".join(lines) + "\n", "ascii")


def strokes(svg: str) -> str:
    """``M x y L x y C x1 y1 x2 y2 x y Z`` … of an SVG's shapes, arcs as cubics."""
    pen = RecordingPen()
    SVGPath.fromstring(svg).draw(pen)
    letters = {"moveTo": "M", "lineTo": "L", "curveTo": "C", "closePath": "Z", "endPath": ""}
    words = []
    for step, points in pen.value:
        words += [letters[step], *(f"{round(n, 3):g}" for point in points for n in point)]
    return " ".join(word for word in words if word)


def fetch(here: Path) -> None:
    """One SVG a name, and the licence, from the package."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", f"lucide-static@{VERSION}"], cwd=folder, check=True, capture_output=True)
        with tarfile.open(Path(folder) / f"lucide-static-{VERSION}.tgz") as package:
            for name in NAMES:
                (here / f"{name}.svg").write_text(thin(text_of(package, f"package/icons/{name}.svg")), "utf-8")
            (here / "LICENSE").write_text(text_of(package, "package/LICENSE"), "utf-8")


def text_of(package: tarfile.TarFile, path: str) -> str:
    """The text of one file of the package. Raises KeyError when there is none."""
    member = package.extractfile(path)
    if member is None:
        raise KeyError(path)
    return member.read().decode("utf-8")


def thin(svg: str) -> str:
    """The same drawing on one line, with lines 1.75 wide."""
    body = " ".join(line.strip() for line in svg.splitlines() if not line.startswith("<!--"))
    return body.replace('stroke-width="2"', 'stroke-width="1.75"').replace(" >", ">") + "\n"


if __name__ == "__main__":
    main()
