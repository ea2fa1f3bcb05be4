"""客户网络 as it is read: who is tied to whom, how far it goes, and what leads no farther."""

from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.relations import add_relation
from kyuanbook.actions.social import add_contact
from kyuanbook.book.book import Book
from kyuanbook.book.queries.network import Network, Tie, biggest, network
from kyuanbook.book.queries.relations import Side
from kyuanbook.book.tables import Campaign, Customer, EventGuest, Partner, PartnerSent
from kyuanbook.rules.social import ContactEntry
from tests.book.factories import customer, regular


def around(book: Book, key: str, **limits: int) -> Network:
    with book.read() as sql:
        found = network(sql, key, book.today(), **limits)
    assert found is not None
    return found


def names(found: Network) -> list[str]:
    return [node.name for node in found.nodes]


def ties(found: Network) -> set[tuple[str, str, Tie]]:
    of = {node.key: node.name for node in found.nodes}
    return {(of[edge.one], of[edge.other], edge.tie) for edge in found.edges}


def shop(book: Book) -> dict[str, int]:
    """甲 brought 乙 and 丙, 乙 brought 丁; 甲 lives with 戊; a partner sent 丙, and 己; an event that 乙 and 己 came to."""
    who = {"甲": regular(book, "甲", gap=7, visits=5, ago=1)}
    for name, by in (("乙", "甲"), ("丙", "甲"), ("丁", "乙"), ("戊", ""), ("己", "")):
        who[name] = customer(book, name, referrer_id=who.get(by))
    add_relation(book, customer_id=who["戊"], side=Side.CUSTOMER, other_id=who["甲"], kind_id=2)
    handle = add_contact(book, entry=ContactEntry("douyin", "momo")).id
    assert handle is not None
    add_relation(book, customer_id=who["戊"], side=Side.CONTACT, other_id=handle, kind_id=3)
    with book.write("add_sample") as unit:
        partner = unit.insert(Partner, kind="alliance", name="张记", created_day=unit.day)
        event = unit.insert(Campaign, kind="event", name="会员日", first=unit.day, created_day=unit.day)
        unit.update(Customer, who["丙"], partner_id=partner)
        unit.insert(PartnerSent, partner_id=partner, customer_id=who["己"], day=unit.day, created_at=unit.at)
        for name, state in (("乙", "came"), ("己", "coming"), ("戊", "invited")):
            unit.insert(EventGuest, campaign_id=event, customer_id=who[name], state=state)
    return who


def test_all_that_hangs_together(book: Book) -> None:
    who = shop(book)
    found = around(book, f"c{who['甲']}")
    assert set(names(found)) == {"甲", "乙", "丙", "丁", "戊", "momo", "张记", "会员日"}
    assert names(found)[0] == "甲" and found.left_out == 0
    assert ties(found) == {
        ("甲", "乙", Tie.BROUGHT), ("甲", "丙", Tie.BROUGHT), ("乙", "丁", Tie.BROUGHT), ("戊", "甲", Tie.HOUSEHOLD),
        ("戊", "momo", Tie.CONTACT), ("丙", "张记", Tie.PARTNER), ("乙", "会员日", Tie.EVENT),
    }  # fmt: skip
    (home,) = found.homes
    assert set(home.names) == {"甲", "戊"} and home.total_cents == 5 * 3500
    first = found.nodes[0]
    assert (first.stage, first.total_cents) == ("returning", 5 * 3500)


def test_a_partner_an_event_and_a_contact_lead_on_only_from_the_middle(book: Book) -> None:
    who = shop(book)
    assert "己" not in names(around(book, f"c{who['甲']}"))
    assert set(names(around(book, "e1"))) >= {"会员日", "乙", "己", "甲"}
    assert set(names(around(book, "p1", steps=1))) == {"张记", "丙", "己"}
    assert set(names(around(book, "s1", steps=1))) == {"momo", "戊"}


def test_so_many_steps_and_no_more(book: Book) -> None:
    who = shop(book)
    near = around(book, f"c{who['丁']}", steps=1)
    assert names(near) == ["丁", "乙"] and ties(near) == {("乙", "丁", Tie.BROUGHT)}
    assert set(names(around(book, f"c{who['丁']}", steps=2))) == {"丁", "乙", "甲", "会员日"}


def test_no_more_people_than_there_is_room_for(book: Book) -> None:
    who = shop(book)
    found = around(book, f"c{who['甲']}", most=3)
    assert len(found.nodes) == 3 and found.left_out >= 1
    assert names(found)[0] == "甲" and all(edge.one in {n.key for n in found.nodes} for edge in found.edges)


def test_who_lies_in_the_bin_ties_nobody(book: Book) -> None:
    who = shop(book)
    delete_customer(book, customer_id=who["乙"])
    assert set(names(around(book, f"c{who['甲']}"))) == {"甲", "丙", "戊", "momo", "张记"}
    with book.read() as sql:
        assert network(sql, f"c{who['乙']}", book.today()) is None
        assert network(sql, "p99", book.today()) is None


def test_what_ties_the_outermost_to_each_other_is_drawn_too(book: Book) -> None:
    one = customer(book, "甲")
    two, three = customer(book, "乙", referrer_id=one), customer(book, "丙", referrer_id=one)
    add_relation(book, customer_id=two, side=Side.CUSTOMER, other_id=three, kind_id=4)
    found = around(book, f"c{one}", steps=1)
    assert ("乙", "丙", Tie.RELATED) in ties(found)
    assert next(edge.word for edge in found.edges if edge.tie is Tie.RELATED) == "同事"


def test_with_whom_it_begins(book: Book) -> None:
    with book.read() as sql:
        assert biggest(sql) is None
    ming, fang = customer(book, "王小明"), customer(book, "陈桂芳")
    add_relation(book, customer_id=fang, side=Side.CUSTOMER, other_id=ming, kind_id=1)
    with book.read() as sql:
        assert biggest(sql) == f"c{fang}"
    customer(book, "周子涵", referrer_id=ming)
    with book.read() as sql:
        assert biggest(sql) == f"c{ming}"


def test_alone(book: Book) -> None:
    who = customer(book, "王小明")
    found = around(book, f"c{who}")
    assert names(found) == ["王小明"] and found.edges == ()
