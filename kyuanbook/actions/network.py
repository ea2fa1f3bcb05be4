"""客户网络 on paper, in the owner's words: the picture as the window laid it out. Nothing is written into the book."""

from collections.abc import Mapping
from math import hypot
from typing import Final

from kyuanbook.actions.done import Book
from kyuanbook.book.queries import shop
from kyuanbook.book.queries.network import Edge, Network, Node, What
from kyuanbook.language import say, tr
from kyuanbook.paper.network_sheet import NetworkSheet, Spot, Stroke
from kyuanbook.paper.sheets import Printed
from kyuanbook.rules.dates import full_day
from kyuanbook.rules.network import Layout, Tie, asides, shortened
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.words import Message

ACROSS: Final = (1, 2, 3)  # sheets across, and as many down
__all__ = ["ACROSS", "NetworkSheet", "fewest", "network_sheet", "print_network"]

_TIES: Final = {What.PARTNER: Tie.PARTNER, What.EVENT: Tie.EVENT, What.CONTACT: Tie.CONTACT}
LEAST: Final = 5.5  # points of a name that can still be read


def network_sheet(book: Book, found: Network, made: Layout) -> NetworkSheet:
    """The picture with its words."""
    with book.read() as sql:
        name = shop.settings(sql).name
    signs, aside = _signs(), asides(found.edges)
    middle = next(node.name for node in found.nodes if node.key == found.middle)
    stages, there = {node.stage for node in found.nodes}, {node.what for node in found.nodes}
    ties = {edge.tie for edge in found.edges}
    return NetworkSheet(
        title=tr("客户网络：{name}", name=middle), shop=name, about=tr("{day}打印", day=say(full_day(book.today()))),
        box=(made.left, made.top, made.right, made.bottom), spots=[_spot(node, made, signs) for node in found.nodes],
        strokes=[_stroke(edge, made, aside.get(edge, 0.0)) for edge in found.edges],
        ties={tie: say(tie.label) for tie in Tie if tie in ties},
        stages={stage.value: say(Message(f"stage_{stage.value}")) for stage in Stage if stage.value in stages},
        signs={_TIES[what]: sign for what, sign in signs.items() if what in there},
        page=tr("第 {page} 张，共 {pages} 张"),
    )  # fmt: skip


def print_network(sheet: NetworkSheet, *, across: int = 0) -> Printed:
    """On ``across`` by ``across`` sheets; 0: on as few as its names can be read on."""
    from kyuanbook.paper.network import network

    return network(sheet, across or fewest(sheet))


def fewest(sheet: NetworkSheet) -> int:
    """Sheets across on which the names can be read; the most there are, if on none."""
    from kyuanbook.paper.network import readable

    return next((n for n in ACROSS if readable(sheet, n) >= LEAST), ACROSS[-1])


def _signs() -> Mapping[What, str]:
    """The letter in the mark of what is no customer."""
    return {What.PARTNER: tr("合"), What.EVENT: tr("活"), What.CONTACT: "@"}


def _stroke(edge: Edge, made: Layout, aside: float) -> Stroke:
    """The line of a tie, ``aside`` beside the straight one."""
    one, other = made.places[edge.one], made.places[edge.other]
    length = hypot(other.x - one.x, other.y - one.y) or 1.0
    x, y = -(other.y - one.y) * aside / length, (other.x - one.x) * aside / length
    return Stroke(edge.tie, one.x + x, one.y + y, other.x + x, other.y + y, other.radius + 2)


def _spot(node: Node, made: Layout, signs: Mapping[What, str]) -> Spot:
    place = made.places[node.key]
    sign = "" if node.what is What.CUSTOMER else signs[node.what]
    return Spot(
        place.x, place.y, place.radius, place.wide, shortened(node.name), node.stage, sign, node.key == made.middle
    )
