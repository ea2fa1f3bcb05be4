"""What every journalled row has, and how a column is added to a table that has rows."""

from typing import Any, Final

from sqlalchemy import text
from sqlmodel import Field, SQLModel

from kyuanbook.book.derived_tables import METADATA  # its names of keys hold for every table

# a column a later version added: old rows get it without the table being made anew
NOTHING: Final[Any] = {"server_default": text("''")}
NOUGHT: Final[Any] = {"server_default": text("0")}
ONE: Final[Any] = {"server_default": text("1")}

assert SQLModel.metadata is METADATA


class Row(SQLModel):
    """What every journalled row has."""

    id: int | None = Field(default=None, primary_key=True)
    version: int = 1
