"""The tables of what follows from the others: reckoned anew whenever it must be, never journalled. Columns as in
:mod:`kyuanbook.book.tables`.
"""

from sqlalchemy import Index, MetaData
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA: MetaData = SQLModel.metadata


class Fit(SQLModel, table=True):
    """One immutable fit of the shop's rhythm; every derived row names its own."""

    __tablename__ = "fit"
    id: int | None = Field(default=None, primary_key=True)
    r: float
    alpha: float
    a: float
    b: float
    gap: float
    horizon: int
    loyal_gap: float | None = None
    source: str
    trade: str
    day: int
    visits: int
    repeats: int


class Pointer(SQLModel, table=True):
    """Which fit is in force (``fit``), which is being built (``fit_next``); how many are on today's list (``calls``)."""

    __tablename__ = "pointer"
    name: str = Field(primary_key=True)
    value: int


class Derived(SQLModel, table=True):
    """What follows from a live customer's visits under one fit; recomputed, never journalled, absent for the deleted."""

    __tablename__ = "derived"
    __table_args__ = (
        Index("ix_derived_last", "fit_id", "last_day"),
        Index("ix_derived_risk", "fit_id", "at_risk_day"),  # who becomes overdue on a day, whatever the size of the book
        Index("ix_derived_first", "fit_id", "first_day"),  # who came first on a day of an earlier year
        Index("ix_derived_lapsed", "fit_id", "lapsed_day", "at_risk_day", "calm"),
        {"sqlite_with_rowid": False},
    )
    fit_id: int = Field(primary_key=True)
    customer_id: int = Field(primary_key=True)
    n: int
    first_day: int | None = None
    last_day: int | None = None
    total_cents: int
    x: int
    tx: int
    k: int
    t: int
    gaps: str
    spend_2h: int
    spend_4h: int
    guessed: int = 0
    usual_gap: int | None = None
    at_risk_day: int | None = None
    lapsed_day: int | None = None
    calm: str


class CallSnapshot(SQLModel, table=True):
    """Whom to call, as ranked on ``day``: the first page shows it while the ranking of today is computed. Derived."""

    __tablename__ = "call_snapshot"
    place: int = Field(primary_key=True)
    day: int
    customer_id: int
    value_cents: int


class Standing(SQLModel, table=True):
    """What each live customer is worth, as reckoned on ``day``: a dated snapshot for lists and filters, never journalled. A
    customer's own row is reckoned anew with each change of theirs, everybody's once a day behind the window.

    ``p``: chance of a visit within the horizon; ``visits_ahead``, ``clv_cents``: of the next 12 months; ``r f m``: 1 to 5,
    0 for a prospect; ``score``: what the tier goes by; ``potential``, ``confidence``: 0 to 100.
    """

    __tablename__ = "standing"
    __table_args__ = (Index("ix_standing_tier", "tier"),)
    customer_id: int = Field(primary_key=True)
    day: int
    p: float
    visits_ahead: float
    clv_cents: int
    risk_cents: int
    basket_cents: int
    year_cents: int
    year_visits: int
    r: int
    f: int
    m: int
    score: float
    tier: str
    potential: int | None = None
    confidence: int = 0


class TierChange(SQLModel, table=True):
    """A customer's tier was another one than the day before. Derived from what stood in ``standing``."""

    __tablename__ = "tier_change"
    __table_args__ = ({"sqlite_with_rowid": False},)
    customer_id: int = Field(primary_key=True)
    day: int = Field(primary_key=True)
    before: str
    after: str


class DueAgain(SQLModel, table=True):
    """A product that a customer had last on ``last_day`` and is due to have again on ``due_day``, by what they and the shop
    usually do; from ``until_day`` on nobody says so any more. Derived: so that who is due on a day is an index range.
    """

    __tablename__ = "due_again"
    __table_args__ = (
        Index("ix_due_again_day", "due_day", "product_id", "last_day", "until_day"),
        {"sqlite_with_rowid": False},
    )
    customer_id: int = Field(primary_key=True)
    product_id: int = Field(primary_key=True)
    last_day: int
    due_day: int
    until_day: int


class Basis(SQLModel, table=True):
    """What all standings of a day are reckoned by, as JSON: limits of tiers and fifths, the shop's averages. Derived."""

    __tablename__ = "basis"
    name: str = Field(primary_key=True)
    day: int
    value: str


class SearchRow(SQLModel, table=True):
    """The keys a live customer is found by, and the pinyin that names are sorted by. Derived.

    It lies in the order of last visit, as the search wants its text: read as it lies, a million take a tenth of the time
    that sorting them would.
    """

    __tablename__ = "search_row"
    __table_args__ = ({"sqlite_with_rowid": False},)
    last_day: int = Field(primary_key=True)
    customer_id: int = Field(primary_key=True, unique=True)
    sort_key: str = Field(index=True)
    keys: str
