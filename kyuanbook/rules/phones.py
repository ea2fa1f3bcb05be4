"""Phone numbers as people in China write them: one form to compare and search by, one to show, one to hide.

A number is never thrown away because it looks wrong: an impossible one asks, and is kept if the owner says so.
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from kyuanbook.rules.patterns import pattern
from kyuanbook.rules.words import Message, Problem


class PhoneKind(StrEnum):
    """What sort of number it is."""

    MOBILE = "mobile"
    LANDLINE = "landline"  # with its area code
    LOCAL = "local"  # seven or eight figures without area code
    SERVICE = "service"  # 400 and 800
    ABROAD = "abroad"  # Hong Kong, Macao, Taiwan and farther; with + and country code
    ODD = "odd"


class Phone(NamedTuple):
    """``number``: figures only (after a ``+`` for abroad), "" if none; ``extension``: figures, usually ""."""

    number: str
    extension: str
    kind: PhoneKind
    problems: tuple[Problem, ...] = ()

    @property
    def shown(self) -> str:
        """As it is written on the card: ``138 2204 5678``."""
        return shown(self.number, self.extension)


MOST_DIGITS: Final = 15  # ITU-T E.164

_SIGNS: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－ー－〜~～_·•・。.,，:：/()（）[]【】", "-"))
_FLOAT: Final = pattern(r"(\d{5,})\.0+")  # a spreadsheet's number
_EXTENSION: Final = pattern(r"-*(?:转接?|分机号?|内线|ext\.?|extension|x|#|\*)-*(\d{1,6})-*", re.IGNORECASE)
_DASHED_EXTENSION: Final = pattern(r"(0\d{2,3}-?\d{7,8}|[2-9]\d{6,7}|[48]00-?\d{3}-?\d{4})-(\d{1,6})")
_LABEL: Final = pattern(r"^(?:手机|电话|座机|固话|tel|mobile|phone|m|t)号?码?-*(?=[+\d])", re.IGNORECASE)
_MOBILE: Final = pattern(r"1[3-9]\d{9}")
_AREA: Final = pattern(r"(010|02\d|0[3-9]\d{2})(\d+)")
_SERVICE: Final = pattern(r"[48]00\d{7}")
_LOCAL: Final = pattern(r"[2-9]\d{6,7}")
_HOME: Final = pattern(r"(?:\+|00)86-?0?")
_ABROAD: Final = {"852": (8, 8), "853": (8, 8), "886": (8, 9)}  # figures after the code


def normalise(raw: str | None, field: str = "phone") -> Phone:
    """One number as typed. ``problems`` asks about an impossible one, refuses one with letters in it."""
    text = unicodedata.normalize("NFKC", raw or "").strip()
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    if whole := _FLOAT.fullmatch(text):
        text = whole[1]
    text = _LABEL.sub("", re.sub(r"\s+", "", text.translate(_SIGNS)))
    body, extension = _split_extension(text)
    digits = re.sub(r"[^\d+]", "", _ascii_digits(body))
    kind, number = _sorted_out(digits)
    if re.search(r"[^\d+\-]", body):
        found = first_number(text)
        message = Message("phone_letters") if number else Message("phone_no_digits")
        return Phone(number, extension, kind, (Problem(field, message, cure=found),))
    return Phone(number, extension, kind, _asked(number, kind, field) if text else ())


def _ascii_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(c, c)) for c in text)


def _split_extension(text: str) -> tuple[str, str]:
    """Number and extension, both still as typed."""
    bare = text.strip("-")
    for match in _EXTENSION.finditer(bare):
        if match.end() == len(bare) and len(re.findall(r"\d", bare[: match.start()])) >= 5:
            return bare[: match.start()], match[1]
    whole = _ascii_digits(bare).replace("-", "")
    if _MOBILE.fullmatch(whole) or _SERVICE.fullmatch(whole):
        return bare, ""
    if dashed := _DASHED_EXTENSION.fullmatch(re.sub(r"-+", "-", bare)):
        return dashed[1], dashed[2]
    return bare, ""


def _sorted_out(digits: str) -> tuple[PhoneKind, str]:
    """Kind and comparable form of figures that may begin with + or 00 and a country code."""
    digits = digits[:1] + digits[1:].replace("+", "")
    home = _HOME.match(digits)
    if home:
        digits = digits[home.end() :]
        if not digits.startswith("1") and re.fullmatch(r"[2-9]\d{8,10}", digits) and not _SERVICE.fullmatch(digits):
            digits = "0" + digits  # +86 21 6666 8888
    elif digits.startswith("00") and len(digits) > 9:
        digits = "+" + digits[2:]
    elif re.fullmatch(r"86" + _MOBILE.pattern, digits) or re.fullmatch("0" + _MOBILE.pattern, digits):
        digits = digits[-11:]
    if digits.startswith("+"):
        return PhoneKind.ABROAD, digits
    if _MOBILE.fullmatch(digits):
        return PhoneKind.MOBILE, digits
    if (area := _AREA.fullmatch(digits)) and len(area[2]) in _local_lengths(area[1]):
        return PhoneKind.LANDLINE, digits
    if _SERVICE.fullmatch(digits):
        return PhoneKind.SERVICE, digits
    if _LOCAL.fullmatch(digits):
        return PhoneKind.LOCAL, digits
    return PhoneKind.ODD, digits


def _local_lengths(area: str) -> tuple[int, ...]:
    return (8,) if len(area) == 3 else (7, 8)


def _asked(number: str, kind: PhoneKind, field: str) -> tuple[Problem, ...]:
    message = _odd_abroad(number) if kind is PhoneKind.ABROAD else None
    if kind is PhoneKind.ODD:
        message = _what_is_odd(number)
    return (Problem(field, message, asks=True),) if message else ()


def _odd_abroad(number: str) -> Message | None:
    code = number[1:4]
    least, most = _ABROAD.get(code, (4, MOST_DIGITS - 3))
    if least <= len(number) - 4 <= most:
        return None
    return Message("phone_odd_abroad", {"code": code}) if code in _ABROAD else Message("phone_odd")


def _what_is_odd(digits: str) -> Message:
    count = len(digits)
    if not digits:
        return Message("phone_no_digits")
    if len(_two_in(digits)) == 2:
        return Message("phone_two")
    if digits[0] == "1" and 7 <= count < 11:
        return Message("phone_mobile_short", {"n": 11 - count, "missing": _counted(11 - count)})
    if digits[0] == "1" and 11 < count <= MOST_DIGITS:
        return Message("phone_mobile_long", {"n": count - 11, "extra": _counted(count - 11)})
    if digits[0] == "1" and count == 11:
        return Message("phone_mobile_prefix", {"prefix": digits[:2]})
    if count > MOST_DIGITS:
        return Message("phone_too_long", {"n": count})
    if digits[0] == "0":
        return Message("phone_landline_length")
    return Message("phone_short", {"n": count}) if count < 7 else Message("phone_odd")


def _counted(n: int) -> str:
    return "零一两三四五六七八九"[n] if n < 10 else str(n)


def _two_in(digits: str) -> tuple[str, ...]:
    """Two mobile numbers written as one run of figures, else ()."""
    both = re.fullmatch(f"({_MOBILE.pattern})({_MOBILE.pattern})", digits)
    return both.groups() if both else ()


_FOUND: Final = pattern(r"\+?\d[\d\-]{5,18}\d")


def first_number(text: str) -> str | None:
    """The first run that can be a phone in words ("13822045678老公"), as it is shown; None if there is none."""
    for run in _FOUND.finditer(text):
        phone = normalise(run.group())
        if phone.kind is not PhoneKind.ODD and not phone.problems:
            return phone.shown
    return None


def split_phones(raw: str) -> tuple[str, ...]:
    """The several numbers of one pasted cell ("13822045678、021-66668888"), as written; one number stays whole."""
    parts = [p.strip() for p in re.split(r"[、;；,，|\n]|/(?=[\d+])|或", raw) if p.strip()]
    if len(parts) < 2:
        parts = raw.split() if len(raw.split()) > 1 else list(_two_in(re.sub(r"\D", "", raw)))
    phones = [normalise(part) for part in parts]
    if len(parts) > 1 and all(p.kind is not PhoneKind.ODD and not p.problems for p in phones):
        return tuple(parts)
    return (raw.strip(),) if raw.strip() else ()


def shown(number: str, extension: str = "") -> str:
    """``138 2204 5678``, ``021 6666 8888 转 801``, ``+852 9123 4567``; an odd number in figures as it is.

    The book keeps an extension behind the number (``02166668888-801``); both ways are shown alike.
    """
    number, _, kept = number.partition("-")
    extension = extension or kept
    text = " ".join(_groups(number))
    return f"{text} 转 {extension}" if extension else text


def _groups(number: str) -> tuple[str, ...]:
    if number.startswith("+"):
        code, rest = (number[:4], number[4:]) if number[1:4] in _ABROAD else ("", number)
        if code and len(rest) == 8:
            return code, rest[:4], rest[4:]
        return (code, rest[:3], rest[3:6], rest[6:]) if code and len(rest) == 9 else tuple(filter(None, (code, rest)))
    kind, _ = _sorted_out(number)
    if kind is PhoneKind.MOBILE:
        return number[:3], number[3:7], number[7:]
    if kind is PhoneKind.SERVICE:
        return number[:3], number[3:6], number[6:]
    if kind is PhoneKind.LANDLINE and (area := _AREA.fullmatch(number)):
        return area[1], area[2][:-4], area[2][-4:]
    return (number[:-4], number[-4:]) if kind is PhoneKind.LOCAL else (number,)


@lru_cache(maxsize=4096)  # asked for each row of a list, each time it is painted
def masked(number: str) -> str:
    """For a screen others can see: ``138****5678``, ``021****8888``; a short number shows its last two figures."""
    number = number.partition("-")[0]
    if len(number) < 7:
        return "****" + number[-2:] if len(number) > 2 else "****"
    groups = _groups(number)
    lead = groups[0] if len(groups) > 2 else (number[:3] if len(number) > 10 else "")
    return f"{lead}****{number[-4:]}"


def last_four(number: str) -> str:
    """What people say instead of the whole number."""
    return number.partition("-")[0][-4:]


def local_part(number: str) -> str:
    """What one dials of a landline without its area code, extension and all; "" of any other number."""
    if not number.startswith("0"):  # most are mobiles
        return ""
    kind, _ = _sorted_out(number.partition("-")[0])
    area = _AREA.fullmatch(number.partition("-")[0]) if kind is PhoneKind.LANDLINE else None
    return number.removeprefix(area[1]) if area else ""


def is_local(number: str) -> bool:
    """Whether it is a landline without its area code."""
    return _LOCAL.fullmatch(number.partition("-")[0]) is not None


def same_phone(a: Phone, b: Phone) -> bool:
    """The same line, however spelled: a local number is the same with its area code; two extensions are two lines."""
    if not a.number or not b.number or (a.extension and b.extension and a.extension != b.extension):
        return False
    if a.number == b.number:
        return True
    short, long = sorted((a, b), key=lambda phone: len(phone.number))
    if short.kind is not PhoneKind.LOCAL or long.kind is not PhoneKind.LANDLINE:
        return False
    area = _AREA.fullmatch(long.number)
    return bool(area and area[2] == short.number)
