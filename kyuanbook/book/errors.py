"""The environment's fault, as opposed to our bug: each says in one sentence what to do."""

from typing import ClassVar

from kyuanbook.rules.words import Message


class BookError(Exception):
    """Something outside the program keeps the book from being read or written. ``message`` is for the owner."""

    key: ClassVar[str] = "book_error"

    def __init__(self, **numbers: object) -> None:
        self.message = Message(self.key, numbers)
        super().__init__(f"{self.key} {numbers}" if numbers else self.key)


class NotABook(BookError):
    """The file is not a book of ours, or is encrypted, or its first page is broken."""

    key = "book_not_ours"


class NewerBook(BookError):
    """Written by a newer version of the program."""

    key = "book_newer"


class Damaged(BookError):
    """SQLite found the file malformed; nothing more is written to it."""

    key = "book_damaged"


class DiskFull(BookError):
    key = "book_disk_full"


class ReadOnly(BookError):
    key = "book_read_only"


class Gone(BookError):
    """The file or the drive under it vanished while the book was open."""

    key = "book_gone"


class Moved(BookError):
    """Another file lies where the open book was: it was moved, or replaced."""

    key = "book_moved"


class IoTrouble(BookError):
    """The disk answered with an error though the file is there."""

    key = "book_io"


class Busy(BookError):
    """Another program holds the write lock longer than we wait."""

    key = "book_busy"


class OpenElsewhere(BookError):
    """Held exclusively by another program (network drive, FAT stick)."""

    key = "book_open_elsewhere"


class CannotOpen(BookError):
    """The folder can't be made or the file can't be opened."""

    key = "book_cannot_open"


class Stale(BookError):
    """The row was changed by somebody else since it was read."""

    key = "book_stale"


class NoSuchRow(BookError):
    """The row asked for is not in the book."""

    key = "book_no_such_row"


class PlaceFull(BookError):
    """No space where a backup or a copy was to go."""

    key = "backup_place_full"


class PlaceGone(BookError):
    """The folder for backups or copies is not there (a stick pulled out)."""

    key = "backup_place_gone"


class PlaceReadOnly(BookError):
    key = "backup_place_read_only"


class PlaceBad(BookError):
    """What was written there reads back otherwise."""

    key = "backup_place_bad"


class NoRoom(BookError):
    """Not even one backup fits into a tenth of the free space. ``size``, ``free``: in words."""

    key = "backup_no_room"


class BadBackup(BookError):
    """The file chosen to restore from is no sound copy of a book."""

    key = "backup_bad"


class BadMove(BookError):
    """Not a 换电脑 pack, or not all of it arrived."""

    key = "move_bad"


class NewerMove(BookError):
    key = "move_newer"


class NothingToUndo(BookError):
    key = "nothing_to_undo"


class NothingToRedo(BookError):
    key = "nothing_to_redo"


class Cancelled(Exception):
    """The owner stopped it, or the window closes; nothing is left of it."""


class OutsideUnit(RuntimeError):
    """Our own bug: a write was tried outside a unit of work."""
