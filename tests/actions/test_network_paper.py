"""The picture of 客户网络 in the owner's words, as it goes to paper."""

from kyuanbook.actions.done import Book
from kyuanbook.actions.network import fewest, network_sheet, print_network
from kyuanbook.actions.relations import add_relation
from kyuanbook.actions.shop import set_up_shop
from kyuanbook.actions.social import add_contact
from kyuanbook.book.queries.network import network
from kyuanbook.book.queries.relations import Side
from kyuanbook.rules.network import Dot, Link, Tie, layout, shortened
from kyuanbook.rules.social import ContactEntry
from tests.book.factories import customer, regular
from tests.paper.reading import text_of


def test_its_words_its_lines_and_only_what_is_in_it(book: Book) -> None:
    set_up_shop(book, name="禾木理发", trade="hair")
    ming = regular(book, "王小明", gap=7, visits=5, ago=1)
    fang = customer(book, "陈桂芳", referrer_id=ming)
    add_relation(book, customer_id=ming, side=Side.CUSTOMER, other_id=fang, kind_id=2)
    handle = add_contact(book, entry=ContactEntry("douyin", "momo_在路上")).id
    assert handle is not None
    add_relation(book, customer_id=fang, side=Side.CONTACT, other_id=handle, kind_id=3)
    with book.read() as sql:
        found = network(sql, f"c{ming}", book.today())
    assert found is not None
    dots = [Dot(node.key, shortened(node.name), 0.5) for node in found.nodes]
    made = layout(found.middle, dots, [Link(edge.one, edge.other) for edge in found.edges], lambda text: 15.0 * len(text))
    sheet = network_sheet(book, found, made)
    assert (sheet.title, sheet.shop) == ("客户网络：王小明", "禾木理发")
    assert dict(sheet.ties) == {Tie.BROUGHT: "介绍来的", Tie.HOUSEHOLD: "住一起", Tie.CONTACT: "社交联系人"}
    assert dict(sheet.stages) == {"prospect": "潜在", "returning": "回头客"} and dict(sheet.signs) == {Tie.CONTACT: "@"}
    first, second, _ = sheet.strokes
    assert (first.x, first.y) != (second.x, second.y), "two ties of the same two lie beside each other"
    assert fewest(sheet) == 1
    printed = print_network(sheet)
    text = text_of(printed.pdf)
    assert printed.pages == 1 and "陈桂芳" in text and "momo_在路上" in text and "3500" not in text
