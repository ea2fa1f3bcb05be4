"""10,000 address labels as PDF, 21 on a sheet, against the same strings drawn one by one."""

import gc
import random
from collections.abc import Callable
from io import BytesIO
from time import perf_counter

from reportlab.pdfgen.canvas import Canvas

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.fonts import fonts
from kyuanbook.paper.handouts import Label, LabelSheet
from kyuanbook.paper.labels import labels
from kyuanbook.rules.labels import STOCKS
from tests.bench.floors_paper import BOLD, REGULAR, load_fonts

AT_MOST = 0.8
ROWS = 10_000
STOCK = STOCKS["21"]
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红梅鑫𬭎䶮宇浩轩梓涵欣怡子墨若曦思远晨博文雅琪嘉"
_ESTATES = (
    "花家地西里", "望京西园四区", "幸福小区", "禾木花园", "二中教工楼", "和平东路", "临河路",
    "建设北大街与和平东路交叉口禾木花园",
)  # fmt: skip


def sample(count: int = ROWS, seed: int = 7) -> LabelSheet:
    """Labels of ``count`` invented customers, the same every time; every third address takes two lines."""
    chance = random.Random(seed)
    rows = []
    for _ in range(count):
        name = chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.randint(1, 2)))
        house = f"{chance.randint(1, 40)}号楼{chance.randint(1, 6)}单元{chance.randint(101, 2804)}"
        place = f"石家庄市长安区{chance.choice(_ESTATES)}{house}"
        phone = f"13{chance.randrange(10)} {chance.randrange(10000):04} {chance.randrange(10000):04}"
        rows.append(Label(f"{name} 收", place, phone))
    return LabelSheet("地址标签", "禾木理发", STOCK, rows)


def floor(sheet: LabelSheet) -> bytes:
    """The same strings where they stand, each by ``canvas.drawString``: nothing measured, nothing wrapped, nothing fitted. An
    address is cut where ours is, into pieces of as many characters as a line holds."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(210 * MM, 297 * MM), invariant=1, pageCompression=1)
    for start in range(0, len(sheet.rows), STOCK.many):
        for at, row in enumerate(sheet.rows[start : start + STOCK.many]):
            x, y = STOCK.place(at)
            left, top = (x + 3) * MM, (297 - y - 8) * MM
            for i in range(0, len(row.address), 16):
                canvas.setFont(REGULAR, 10.5)
                canvas.drawString(left, top - 13 * (i // 16), row.address[i : i + 16])
            for font, size, down, text in (
                (BOLD, 12.5, 29, row.name), (REGULAR, 9.0, 41, row.phone), (REGULAR, 7.65, 51, sheet.sender),
            ):  # fmt: skip
                canvas.setFont(font, size)
                canvas.drawString(left, top - down, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = perf_counter()
    work()
    return perf_counter() - start


def run(rounds: int) -> list[float]:
    """Ours ÷ floor, one figure a round; at most :data:`AT_MOST`. Fonts are loaded before, on both sides."""
    sheet = sample()
    fonts()
    load_fonts()
    ratios = []
    for _ in range(rounds):
        ours = _seconds(lambda: labels(sheet))
        ratios.append(ours / _seconds(lambda: floor(sheet)))
    return ratios


if __name__ == "__main__":
    print(" ".join(f"{ratio:.2f}" for ratio in run(5)), f"(at most {AT_MOST})")
