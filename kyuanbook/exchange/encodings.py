"""In which encoding a text from elsewhere is written: by its byte order mark, the pattern of its NULs, UTF-8 if all of it is,
else GB 18030, as Chinese spreadsheets write."""

import codecs
from typing import IO, Final

BLOCK: Final = 1 << 20
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_PATTERN_FROM: Final = 0.9  # of the NULs stand at the one side, where they are halves of letters

# What Python's codec still puts into the private use area, where no font has a sign for it: names of ID cards among them.
# As GB 18030-2022 maps them.
_MENDED: Final = dict(zip(
    map(ord, "\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue7c7\ue816\ue817\ue818\ue81e\ue826\ue82b\ue82c"
        "\ue831\ue832\ue83b\ue843\ue854\ue855\ue864"),
    "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\u1e3f\U00020087\U00020089\U000200cc\u9fb4\u9fb5\u9fb6\u9fb7"
    "\U000215d7\u9fb8\U0002298f\u9fb9\u9fba\U000241fe\u9fbb",
    strict=True,
))  # fmt: skip


def encoding_of(file: IO[bytes]) -> str | None:
    """The encoding of all that stands in ``file``; None where it is no text in any of them."""
    start = file.read(4)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding
    file.seek(0)
    if (encoding := _by_nuls(file.read(BLOCK))) is not None:
        file.seek(0)
        return encoding if encoding and is_all(file, encoding) else None
    for encoding in ("utf-8", "gb18030"):
        file.seek(0)
        if is_all(file, encoding):
            return encoding
    return None


def _by_nuls(block: bytes) -> str | None:
    """UTF-16 without its mark: half of each comma and figure is a NUL. None: there are none; "": they follow no pattern."""
    many = block.count(0)
    if not many:
        return None
    later = block[1::2].count(0)
    if later >= many * _PATTERN_FROM:
        return "utf-16-le"
    return "utf-16-be" if many - later >= many * _PATTERN_FROM else ""


def is_all(file: IO[bytes], encoding: str) -> bool:
    """Whether the rest of ``file`` can be read in ``encoding``."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while block := file.read(BLOCK):
            decoder.decode(block)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def mended(text: str, encoding: str) -> str:
    """What was read, with the characters that the codec of GB 18030 does not know by their own numbers."""
    return text.translate(_MENDED) if encoding == "gb18030" else text
