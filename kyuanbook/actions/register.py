"""当日到店登记表 in the owner's words: an empty sheet with the columns this shop uses. Nothing is written into the book."""

from kyuanbook.actions.done import Book
from kyuanbook.book.queries import daybook, shop
from kyuanbook.language import tr
from kyuanbook.paper.sheets import Paper, Printed, RegisterSheet

MOST_PAGES = 10
PAPERS = (Paper.A4, Paper.A4_LANDSCAPE, Paper.A5, Paper.ROLL80)
"""A roll of 58 mm leaves no column to write in."""

__all__ = ["MOST_PAGES", "PAPERS", "Paper", "Printed", "print_register", "register_sheet"]


def register_sheet(book: Book) -> RegisterSheet:
    """The words of the sheet. Columns stand in the order in which they are typed back."""
    with book.read() as sql:
        shop_name, used = shop.settings(sql).name, daybook.parts(sql)
    columns = [("who", tr("姓名、手机后四位")), ("amount", tr("金额")), ("items", tr("做了什么"))]
    if used.staff:
        columns.append(("staff", tr("店员")))
    columns.append(("note", tr("备注")))
    return RegisterSheet(
        title=tr("当日到店登记表"), shop=shop_name, date=tr("日期 _ 年 _ 月 _ 日"), row=tr("行"), columns=tuple(columns),
        total=tr("本页合计"), page=tr("第 {page} 页，共 {pages} 页"),
        footer=(
            tr("新客户请写全姓名和手机号。"),
            tr("回到电脑前按 F6 打开“补记”，选好这一天，从第 1 行往下录。"),
        ),
    )  # fmt: skip


def print_register(book: Book, *, paper: Paper, pages: int = 1) -> Printed:
    """``pages`` empty sheets (1 to MOST_PAGES), their rows numbered on."""
    from kyuanbook.paper.register import register

    return register(register_sheet(book), paper, pages)
