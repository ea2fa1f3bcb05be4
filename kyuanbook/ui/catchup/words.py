"""What 补记 says below the row being typed and at its foot: pure, so that words can be tested without a window."""

from kyuanbook.book.queries.card import Card
from kyuanbook.book.queries.daybook import DayVisit
from kyuanbook.language import clauses, say, tr
from kyuanbook.rules.dates import day_words
from kyuanbook.rules.words import Message
from kyuanbook.ui.came import without_day
from kyuanbook.ui.catchup.columns import amount
from kyuanbook.ui.kit.shapes import stage_word
from kyuanbook.ui.shell.acts import done_words


def invitation() -> str:
    """What to do, while nobody is found yet."""
    return tr("先找客户，Enter；再打金额，Enter 就存好了。没有这个人，按 F4 记成新客户。")


def who(card: Card, today: int) -> str:
    """``预警，上次 10月7日``: enough to see that it is the right one."""
    last = tr("上次 {day}", day=say(day_words(card.last_day, today))) if card.last_day else without_day(card.came)
    return clauses((stage_word(card.stage.value), last))


def came_already(number: int, row: DayVisit) -> str:
    """They stand in the day's rows; a second visit is possible, a row typed twice likelier."""
    said = {"name": row.name, "n": number, "amount": amount(row)}
    return tr("{name} 这一天录过了，第 {n} 行，{amount}。又来一次就接着录。", **said)


def done(label: Message, before: str, row: DayVisit) -> str:
    """``已记：王小明 到店 ¥68.00，预警 → 忠诚``."""
    turned = before and before != row.stage.value
    return clauses((done_words(label), f"{stage_word(before)} → {stage_word(row.stage.value)}" if turned else ""))
