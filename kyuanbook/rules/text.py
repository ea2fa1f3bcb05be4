"""What people type and paste, made clean. Nothing is cut behind the owner's back: too long is said, not shortened.

Cleaned without a word: control and invisible characters, writing-direction marks, line breaks in a one-line field, runs
of blanks, full-width letters and figures. Kept as they are: Chinese punctuation, rare and compatibility ideographs (an
ID card may hold one) and their variation selectors, private-use characters (old systems keep rare names there).
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from kyuanbook.rules.words import Message, Problem

NAME_LIMIT: Final = 60  # a firm's registered name fits
LINE_LIMIT: Final = 120
NOTE_LIMIT: Final = 4000
MOST_MARKS: Final = 3  # combining marks on one letter; Thai and Vietnamese need two, more is a prank

# Nothing to do for these: most of what is typed.
_PLAIN_LINE: Final = re.compile(r"[\u4e00-\u9fff!-~]+(?: [\u4e00-\u9fff!-~]+)*")

_BREAK: Final = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
# Python's \s knows the ideographic blank U+3000, and takes the separators 1C–1F for blanks: these are dropped instead.
_BLANK: Final = re.compile(r"[^\S\x1c-\x1f]|\u2800")
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
    + "".join(f"{chr(p << 16 | 0xFFFE)}{chr(p << 16 | 0xFFFF)}" for p in range(1, 17))
    + "\ufdd0-\ufdef]"
)
_FORMAT: Final = frozenset({"Cc", "Cf", "Cs"})

_PICTURE: Final = (
    "\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u27bf"
    "\u2934\u2935\u2b00-\u2bff\u3030\u303d\U0001f000-\U0001faff"
)
_KEYCAP: Final = re.compile(r"([0-9#*])\ufe0f?\u20e3")
_PICTURES: Final = re.compile(f"[{_PICTURE}\ufe0e\ufe0f\u200d\u20e3]")
# The joiner stays only inside a picture of several (a family); a presentation selector only after a picture.
_LOOSE_JOINER: Final = re.compile(f"(?<![{_PICTURE}\ufe0f])\u200d|\u200d(?![{_PICTURE}])")
_LOOSE_SELECTOR: Final = re.compile(f"(?<![{_PICTURE}0-9#*])[\ufe0e\ufe0f]")
_IDEOGRAPH: Final = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LOOSE_VARIANT: Final = re.compile(f"(?<![{_IDEOGRAPH}])[\ufe00-\ufe0d\U000e0100-\U000e01ef]")

# Full-width forms that are Latin letters, figures and signs; ，！？：；（）～ are Chinese punctuation and stay.
_WIDE: Final = {0xFF01 + i: 0x21 + i for i in range(94) if chr(0xFF01 + i) not in "，！？：；（）"} | {
    ord("～"): ord("～"),
    ord("￥"): ord("¥"),
}
_NORMALISED_SPAN: Final = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")
_CLUSTER: Final = re.compile(
    "(?:[\U0001f1e6-\U0001f1ff]{2}|.)(?:[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\ufe00-\ufe0f\U000e0100-\U000e01ef"
    "\U0001f3fb-\U0001f3ff]|\u200d.)*",
    re.DOTALL,
)


def _whole(text: str) -> str:
    """Surrogate pairs joined, lone surrogates dropped."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _normalised(text: str) -> str:
    """NFC, but compatibility ideographs stay: NFC would turn 﨏 or 輸 of an ID card into another character."""
    return _NORMALISED_SPAN.sub(lambda span: unicodedata.normalize("NFC", span.group()), text)


def _few_marks(text: str) -> str:
    """At most :data:`MOST_MARKS` combining marks in a row."""
    if not any(map(unicodedata.combining, text)):
        return text
    kept: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def _scrubbed(text: str, keep: str) -> str:
    """Without control, direction and invisible characters, except those in ``keep``; normalised."""
    text = _INVISIBLE.sub("", _whole(text).translate(_WIDE))
    text = "".join(c for c in text if c in keep or unicodedata.category(c) not in _FORMAT)
    text = _few_marks(_normalised(text))
    text = _LOOSE_VARIANT.sub("", _LOOSE_SELECTOR.sub("", _LOOSE_JOINER.sub("", text)))
    return text


def line_of(value: str | None) -> str:
    """One clean line. Idempotent; never raises, whatever the text."""
    text = value or ""
    if _PLAIN_LINE.fullmatch(text):
        return text
    return _settled(text, _one_line)


def note_of(value: str | None) -> str:
    """Clean text with its line breaks (``\\n``): no blanks at line ends, at most one empty line in a row."""
    text = value or ""
    if _PLAIN_LINE.fullmatch(text):
        return text
    return _settled(text, _lines)


def _settled(text: str, step: Callable[[str], str]) -> str:
    """``step`` repeated until nothing changes: taking one character away may bring two others together."""
    while (cleaned := step(text)) != text:
        text = cleaned
    return text


def _one_line(text: str) -> str:
    text = _BLANK.sub(" ", _BREAK.sub(" ", text))
    return " ".join(_scrubbed(text, "\u200d").split())


def _lines(text: str) -> str:
    text = _scrubbed(_BREAK.sub("\n", text), "\u200d\n\t")
    lines = [" ".join(_BLANK.sub(" ", line).split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def without_pictures(text: str) -> str:
    """A clean line without emoji and ornaments, as in a name that came from WeChat."""
    return line_of(_PICTURES.sub("", _KEYCAP.sub(r"\1", text)))


def length(text: str) -> int:
    """How long it is to the reader: an emoji with its parts, a letter with its marks count one."""
    return len(text) if text.isascii() else sum(1 for _ in _CLUSTER.finditer(text))


def cut(text: str, limit: int) -> str:
    """The first ``limit`` of :func:`length`, no character or emoji torn."""
    clusters = [c.group() for _, c in zip(range(limit), _CLUSTER.finditer(text), strict=False)]
    return "".join(clusters).rstrip()


def _judged(text: str, field: str, limit: int, required: bool) -> tuple[Problem, ...]:
    if not text:
        return (Problem(field, Message("text_empty")),) if required else ()
    if len(text) > limit and (count := length(text)) > limit:
        message = Message("text_too_long", {"limit": limit, "count": count, "over": count - limit})
        return (Problem(field, message, cure=cut(text, limit)),)
    return ()


def clean_line(
    value: str | None, field: str, limit: int = LINE_LIMIT, required: bool = False
) -> tuple[str, tuple[Problem, ...]]:
    """A one-line field: the clean text (whole even when too long) and what is wrong with it."""
    text = line_of(value)
    return text, _judged(text, field, limit, required)


def clean_note(value: str | None, field: str, limit: int = NOTE_LIMIT) -> tuple[str, tuple[Problem, ...]]:
    """A field of several lines; line breaks and emoji stay."""
    text = note_of(value)
    return text, _judged(text, field, limit, required=False)


def clean_name(
    value: str | None, field: str = "name", limit: int = NAME_LIMIT, required: bool = False
) -> tuple[str, tuple[Problem, ...]]:
    """A person's or firm's name: emoji are dropped without a word; a name of nothing else is refused.

    Aliases, WeChat names and tags keep their emoji: clean those with :func:`clean_line`.
    """
    line = line_of(value)
    text = without_pictures(line)
    if line and not text:
        return "", (Problem(field, Message("name_without_letters")),)
    return text, _judged(text, field, limit, required)


_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")


def clean_email(value: str | None, field: str = "email", limit: int = LINE_LIMIT) -> tuple[str, tuple[Problem, ...]]:
    """An e-mail address without blanks; one that can't be an address asks."""
    text = line_of(value).replace(" ", "").replace("。", ".").replace("，", ",")
    problems = _judged(text, field, limit, required=False)
    if text and not problems and not _EMAIL.fullmatch(text):
        problems = (Problem(field, Message("email_odd"), asks=True),)
    return text, problems
