"""导入客户: nothing yet, a table looked at, each of its numbers, brought in, refused."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kyuanbook.ui.importing.outcome import LEFT, ODD, THERE
from kyuanbook.ui.importing.page import ImportPage
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.shell.navigation import IMPORT
from tests.shots.page_shots import page
from tests.shots.shot import HARD, Shot, on, settle

SHEET: Final = """禾木理发会员名册
姓名,手机号,性别,生日,家庭住址,标签,来源,宠物
王小花,13822045001,女,农历正月初五,云锦路88号3栋201,老客、爱聊天,抖音,旺财
赵大力,1.38E+10,男,1990/5/3,,,老张的店,
钱多多,13900001111,先生,5月3日,江宁路12号,,朋友介绍,
孙小美,13900001111,女,,,,电台,咪咪
李四,1390000222,男,1988-13-45,,,电台,
周五,13700003333,,,,,,
周五,137 0000 3333,,,,,报纸,
郑六,1370000444,,,,,,
"""


def _looked(p: Photographer, text: str = SHEET) -> ImportPage:
    """A file of an older spreadsheet, and one of it who is in the book."""
    with p.book.read() as sql:
        row = sql.one("SELECT c.name, p.number FROM phone p JOIN customer c ON c.id = p.customer_id ORDER BY p.id LIMIT 1")
    found = page(p, IMPORT, ImportPage)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "会员名册.csv"
        path.write_text(text + (",".join(row) + "\n" if row else ""), "gb18030")
        found.take_file(str(path))
    return found


def table(p: Photographer) -> None:
    """As read, the new ones below."""
    _looked(p)


def left(p: Photographer) -> None:
    """Those that are left out, and why."""
    _show(_looked(p), LEFT)


def there(p: Photographer) -> None:
    """Who is in the book."""
    _show(_looked(p), THERE)


def odd(p: Photographer) -> None:
    """What had better be looked at."""
    _show(_looked(p), ODD)


def _show(found: ImportPage, which: str) -> None:
    settle()
    found.outcome.look_at(which)
    settle()


def brought(p: Photographer) -> None:
    """Brought in."""
    _looked(p).bring_in()


def nameless(p: Photographer) -> None:
    """No column says who it is."""
    _looked(p, "年龄,电话\n35,13822045001\n")


def refused(p: Photographer) -> None:
    """A workbook."""
    found = page(p, IMPORT, ImportPage)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "会员名册.xlsx"
        path.write_bytes(b"PK\x03\x04" + bytes(90))
        found.take_file(str(path))


SHOTS = (
    Shot("import-1-empty", on(IMPORT)), Shot("import-2-table", table), Shot("import-3-left", left),
    Shot("import-4-there", there), Shot("import-5-odd", odd), Shot("import-6-brought", brought),
    Shot("import-7-nameless", nameless), Shot("import-8-refused", refused), Shot("import-9-hard", left, HARD),
)  # fmt: skip
EMPTY = (Shot("import", on(IMPORT)),)
