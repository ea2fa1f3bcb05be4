"""The window first: what is in memory when the first picture stands."""

import json
import os
import subprocess
import sys
from pathlib import Path

from kyuanbook.actions.done import Book

HEAVY = {"sqlalchemy", "sqlmodel", "alembic", "pydantic", "reportlab", "typer", "rich", "openpyxl", "python_calamine"}
LATER = {
    "PySide6.QtPdf", "PySide6.QtPdfWidgets", "PySide6.QtPrintSupport", "PySide6.QtNetwork", "kyuanbook.book.unit",
    "kyuanbook.book.tables", "kyuanbook.ui.shell.works", "kyuanbook.ui.pages.customers", "kyuanbook.ui.pages.card",
    "kyuanbook.ui.kit.runner", "kyuanbook.ui.entry.visit_panel", "kyuanbook.book.derived", "kyuanbook.book.queries.finding",
    "kyuanbook.rules.fit", "kyuanbook.rules.search_keys", "kyuanbook.rules.names", "kyuanbook.rules.amounts",
    "kyuanbook.book.queries.week", "kyuanbook.rules.birthdays", "kyuanbook.ui.kit.spoken", "kyuanbook.ui.kit.announce",
    "kyuanbook.ui.analysis", "kyuanbook.ui.pages.sectioned", "kyuanbook.ui.pages.people",
    "kyuanbook.sentences.followups", "kyuanbook.sentences.won", "kyuanbook.rules.won",
    "kyuanbook.book.queries.won", "PySide6.QtSvg", "statistics", "fractions", "ctypes",
}  # fmt: skip

START = """
import json, sys
from pathlib import Path
from kyuanbook import app
made, memory = app.prepare(Path(sys.argv[2]))
program = app.Program(made, memory)
program.open(Path(sys.argv[1]))

def painted():
    rows = [row.said() for row in program.window.today.calls.list.rows.rows]
    print(json.dumps([sorted(sys.modules), rows, program.window.today.figures.accessibleName()]), flush=True)
    program.window.close_for_good()
    made.exit(0)

program.window.painted.disconnect()
program.window.painted.connect(painted)
sys.exit(made.exec())
"""


def test_the_first_picture_has_its_rows_and_none_of_the_heavy_modules(shop: Book, own_data_folder: Path) -> None:
    path = shop.path
    shop.close()
    env = dict(os.environ, PYTHONPATH=str(Path(__file__).parents[2]))
    own_data_folder.mkdir(exist_ok=True)
    run = subprocess.run(
        [sys.executable, "-c", START, str(path), str(own_data_folder)], env=env, capture_output=True, timeout=120
    )
    assert run.returncode == 0, run.stderr.decode()
    modules, rows, figures = json.loads(run.stdout.splitlines()[0])
    assert rows and "已" in rows[0] and "今天到店" in figures
    assert not HEAVY & {name.partition(".")[0] for name in modules}
    assert not LATER & set(modules)
