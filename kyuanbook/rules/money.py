"""Amounts as they are shown; how they are typed: ``rules/amounts``, which the first picture does without."""


def amount_words(cents: int | None, exact: bool = False) -> str:
    """``¥1,240`` in lists (whole yuan, but cents below ten yuan), ``¥75.00`` where it is entered or booked (``exact``).

    Negative with − U+2212; None is —.
    """
    if cents is None:
        return "—"
    sign, size = ("−" if cents < 0 else ""), abs(cents)
    if exact or (size < 1000 and size % 100):
        return f"{sign}¥{size // 100:,}.{size % 100:02}"
    return f"{sign}¥{(size + 50) // 100:,}"
