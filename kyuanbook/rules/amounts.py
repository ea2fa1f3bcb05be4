"""Amounts as they are typed at a counter (``35+20*2``), kept in integer cents. How they are shown: ``rules/money``."""

import re
import unicodedata
from fractions import Fraction
from typing import Final

from kyuanbook.rules.money import amount_words
from kyuanbook.rules.words import Message, Problem

ABSURD_CENTS: Final = 1_000_000_00  # above a million yuan a shop has mistyped
MOST_CENTS: Final = 10_000_000_000_00  # no till takes it, and sums of such stay within 63 bits
MOST_TYPED: Final = 100
MOST_PLAIN: Final = 15  # figures

_SIGNS: Final = str.maketrans({
    "×": "*", "✕": "*", "✖": "*", "х": "*", "x": "*", "÷": "/", "−": "-", "–": "-", "—": "-", "﹣": "-", "‐": "-",
    "（": "(", "）": ")", "【": "(", "】": ")", "[": "(", "]": ")", "。": ".",
})  # fmt: skip
_UNITS: Final = re.compile(r"人民币|rmb|cny|圆|元|块钱?|yuan|[¥￥$]|[\s_'’]", re.IGNORECASE)
_HALF_SPOKEN: Final = re.compile(r"(\d+)[块元](\d)(?:角|毛)?(?:([\d])分?)?(?![\d.])")  # 35块5, 35元5角
_GROUPED: Final = re.compile(r"(?<![\d.])\d{1,3}(?:[,，]\d{3})+(?![\d])")
_TOKEN: Final = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(万|千|%|折)?|([-+*/()])")
_SCALES: Final = {"万": Fraction(10_000), "千": Fraction(1000), "%": Fraction(1, 100), "": Fraction(1)}

_Token = Fraction | str


class _Nonsense(Exception):
    """Not an amount."""


def parse_amount(text: str | None, field: str = "amount") -> tuple[int | None, tuple[Problem, ...]]:
    """Cents (half a cent rounds away from zero), None when nothing was typed or it can't be read.

    Understands + - * / ( ) × ÷, full-width signs and figures, ¥, 元, 块, 万, %, and grouping commas. A negative or an
    absurdly large amount asks; nonsense is refused.
    """
    typed = unicodedata.normalize("NFKC", (text or "").replace("−", "-")).strip()
    if not typed:
        return None, ()
    try:
        plain = typed.isascii() and typed.isdigit() and len(typed) <= MOST_PLAIN  # as nearly all are
        cents = int(typed) * 100 if plain else _rounded(_Sum(_tokens(typed)).value() * 100)
    except (_Nonsense, ZeroDivisionError):
        return None, (Problem(field, Message("amount_unreadable")),)
    if abs(cents) > MOST_CENTS:
        return None, (Problem(field, Message("amount_impossible")),)
    if cents < 0:
        return cents, (Problem(field, Message("amount_negative"), asks=True, cure=_typed(-cents)),)
    if cents > ABSURD_CENTS:
        message = Message("amount_absurd", {"amount": amount_words(cents)})
        return cents, (Problem(field, message, asks=True),)
    return cents, ()


def _tokens(typed: str) -> list[_Token]:
    if len(typed) > MOST_TYPED:
        raise _Nonsense
    plain = typed.translate(_SIGNS)
    plain = _HALF_SPOKEN.sub(lambda m: f"{m[1]}.{m[2]}{m[3] or ''}", re.sub(r"\s", "", plain))
    plain = _GROUPED.sub(lambda m: re.sub("[,，]", "", m.group()), _UNITS.sub("", plain)).rstrip("=")
    tokens: list[_Token] = []
    at = 0
    while at < len(plain):
        match = _TOKEN.match(plain, at)
        if not match or (not match.group().isascii() and match[2] not in ("万", "千", "折")):
            raise _Nonsense
        tokens.append(_number(match[1], match[2] or "") if match[1] else match[3])
        at = match.end()
    return tokens


def _number(figures: str, scale: str) -> Fraction:
    number = Fraction(figures if figures[-1] != "." else figures[:-1])
    if scale == "折":  # 8折 is 0.8, 85折 is 0.85
        return number / (10 if number < 10 else 100)
    return number * _SCALES[scale]


def _rounded(amount: Fraction) -> int:
    """Half away from zero, as on a receipt."""
    whole = (abs(amount) * 2 + 1) // 2
    return int(whole) if amount >= 0 else -int(whole)


class _Sum:
    """A sum read from left to right: + - below * /, brackets, one sign before a number."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def value(self) -> Fraction:
        """What it comes to. Raises _Nonsense, ZeroDivisionError."""
        total = self._terms()
        if self._at < len(self._tokens):
            raise _Nonsense
        return total

    def _next(self, *signs: str) -> str | None:
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        if isinstance(token, str) and token in signs:
            self._at += 1
            return token
        return None

    def _terms(self) -> Fraction:
        total = self._factors()
        while sign := self._next("+", "-"):
            term = self._factors()
            total = total + term if sign == "+" else total - term
        return total

    def _factors(self) -> Fraction:
        total = self._one()
        while sign := self._next("*", "/"):
            factor = self._one()
            total = total * factor if sign == "*" else total / factor
        return total

    def _one(self) -> Fraction:
        sign = self._next("+", "-")
        if self._next("("):
            inner = self._terms()
            if not self._next(")"):
                raise _Nonsense
        elif self._at < len(self._tokens) and isinstance(number := self._tokens[self._at], Fraction):
            self._at += 1
            inner = number
        else:
            raise _Nonsense
        return -inner if sign == "-" else inner


def _typed(cents: int) -> str:
    """As one would type it: ``75``, ``75.50``."""
    return f"{cents // 100}" if cents % 100 == 0 else f"{cents // 100}.{cents % 100:02}"
