"""What the owner says of a customer's tier: set by hand above the rule, with who, when and why."""

from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.whom import called, customer_of
from kyuanbook.book.tables import Customer
from kyuanbook.rules.text import clean_line
from kyuanbook.rules.tiers import TIERS
from kyuanbook.rules.words import refuse_unless


def pin_tier(book: Book, *, customer_id: int, tier: str, why: str = "") -> Done:
    """Put the owner's word above the rule: one of ``TIERS``."""
    if tier not in TIERS:
        raise ValueError(tier)
    reason, problems = clean_line(why, "why", 80)
    refuse_unless(problems)
    with book.write(f"pin_tier_{tier}", customer_id=customer_id) as unit:
        unit.name({"name": called(customer_of(unit, customer_id))})
        unit.update(
            Customer, customer_id, tier_pin=tier, tier_pin_by=book.who, tier_pin_day=unit.day, tier_pin_why=reason
        )
    return Done(unit.changed, customer_id)


def unpin_tier(book: Book, *, customer_id: int) -> Done:
    """Take it off; the rule speaks again."""
    with book.write("unpin_tier", customer_id=customer_id) as unit:
        unit.name({"name": called(customer_of(unit, customer_id))})
        unit.update(Customer, customer_id, tier_pin="", tier_pin_by="", tier_pin_day=None, tier_pin_why="")
    return Done(unit.changed, customer_id)
