"""回访规则 from the command line."""

from kyuanbook.actions.followups import change_rule, hide_rule
from kyuanbook.book.book import Book
from kyuanbook.book.queries import follow_rules
from kyuanbook.book.queries.due import of_rule
from kyuanbook.rules.followups import Kind, RuleEntry
from tests.cli.conftest import Run


def test_they_are_listed_in_their_order_with_how_many_they_bring_up(shop: Run, opened: Book) -> None:
    with opened.read() as sql:
        kept = follow_rules.rules(sql, hidden=True)
        due = {one.id: of_rule(sql, opened.rhythms, one, opened.today()) for one in kept if not one.hidden}
    found = shop("rules", "--json").data
    assert [row["id"] for row in found] == [one.id for one in kept]
    assert {row["id"]: row["due"] for row in found if row["in_use"]} == due and sum(due.values()) > 0
    birthday = next(row for row in found if row["kind"] == "birthday")
    assert birthday["sentence"] == "生日前 3 天，发微信" and "【称呼】" in birthday["words"]


def test_what_was_changed_and_stopped_is_said(shop: Run, opened: Book) -> None:
    with opened.read() as sql:
        ids = {one.kind: one.id for one in follow_rules.rules(sql)}
    change_rule(
        opened, rule_id=ids[Kind.LAPSED], entry=RuleEntry("lapsed", days="7", stake="300", channel="letter", pause="30")
    )
    hide_rule(opened, rule_id=ids[Kind.BIRTHDAY])
    said = shop("rules").out.splitlines()
    (lapsed,) = (line for line in said if "流失" in line and "寄信" in line)
    assert lapsed.endswith("流失 7 天，可能损失 ¥300 以上，寄信，联系过的 30 天内不再找")
    assert any("停用" in line and "生日前 3 天" in line for line in said)
