"""Every sentence a rule can say, by its key. The Chinese is the msgid of the catalogue; {places} are the numbers."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    # why a customer stands where they stand
    # fields
    # the book itself
}
