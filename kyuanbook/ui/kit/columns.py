"""Which columns of a table stand, in what order and how wide: the owner's own, within what the window has room for."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

WIDEST: Final = 900  # px at 100 %: more than any screen has to give


class Looks(NamedTuple):
    """What the owner changed, by the columns' keys: widths in px at 100 %, those put away, the order of all."""

    widths: Mapping[str, int]
    hidden: frozenset[str]
    order: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {"widths": dict(self.widths), "hidden": sorted(self.hidden), "order": list(self.order)}


def read(kept: object, keys: Sequence[str], put_away: Collection[str] = ()) -> Looks:
    """What :meth:`Looks.plain` wrote, so far as it fits the columns there are; the first is never put away nor moved.
    ``put_away``: those that are so by themselves, and were not there yet when the owner arranged the others."""
    found: Mapping[Any, Any] = kept if isinstance(kept, dict) else {}
    widths, hidden, order = found.get("widths"), found.get("hidden"), found.get("order")
    later = keys[1:]
    fits = widths.items() if isinstance(widths, dict) else ()
    wide = {k: v for k, v in fits if k in keys and type(v) is int and 0 < v <= WIDEST}
    known = [k for k in dict.fromkeys(filter(_is_text, order)) if k in later] if isinstance(order, list) else []
    away = frozenset(k for k in filter(_is_text, hidden) if k in later) if isinstance(hidden, list) else frozenset()
    return Looks(wide, away | (frozenset(put_away) - set(known)), _complete(known, keys))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _complete(known: Iterable[str], keys: Sequence[str]) -> tuple[str, ...]:
    """The first column, those known in their order, each of the others behind the one it stands behind by itself."""
    order = [keys[0], *known]
    for place, key in enumerate(keys):
        if key not in order:
            order.insert(order.index(keys[place - 1]) + 1, key)
    return tuple(order)


class Space(NamedTuple):
    """What a column asks for: px wanted, the fewest it can do with, when it goes (0 never), whether it takes the rest, and
    whether the owner gave it its width."""

    wanted: int
    least: int
    drop: int = 0
    stretch: bool = False
    own: bool = False

    def need(self, tight: bool) -> int:
        """What it must have to stand; one that takes the rest can do with least where the owner has given widths."""
        return self.least if self.stretch and tight else max(self.wanted, self.least)


def fitted(spaces: Sequence[Space], away: Collection[int], room: int) -> dict[int, int]:
    """Place of a column -> its width, of those that stand: some are dropped until the rest fits (those that never go are
    made narrower), then what is left over goes to the one that takes it, or is shared out among those whose width nobody
    chose.
    """
    shown = [i for i in range(len(spaces)) if i not in away]
    tight = any(space.own for space in spaces)
    need = {i: spaces[i].need(tight) for i in shown}
    for i in sorted((i for i in shown if spaces[i].drop), key=lambda i: spaces[i].drop):
        if sum(need.values()) <= room:
            break
        del need[i]
    over = sum(need.values()) - room
    for i in sorted(need, key=lambda i: spaces[i].least - need[i]):  # none may go: those with most to spare give first
        give = min(max(0, over), need[i] - spaces[i].least)
        need[i], over = need[i] - give, over - give
    spare = max(0, room - sum(need.values()))
    takers = [i for i in need if spaces[i].stretch] or [i for i in need if not spaces[i].own]
    for n, i in enumerate(takers):
        need[i] += spare // len(takers) + (n < spare % len(takers))
    return need


def widest(spaces: Sequence[Space], shown: Collection[int], place: int, room: int) -> int:
    """How wide a column may be made without pushing another out."""
    return max(spaces[place].least, room - sum(spaces[i].need(True) for i in shown if i != place))


def lent(widths: Mapping[int, int], spaces: Sequence[Space], place: int, wish: int, need: Callable[[int], int]) -> dict[int, int]:
    """``widths`` with one column as wide as it wishes, so far as others have more than what stands in them needs (and the
    owner did not give it to them); those with most to spare lend first."""
    found = dict(widths)
    spare = {
        i: max(0, width - max(spaces[i].least, need(i))) for i, width in widths.items() if i != place and not spaces[i].own
    }
    for i in sorted(spare, key=lambda i: -spare[i]):
        give = min(spare[i], max(0, wish - found[place]))
        found[i], found[place] = found[i] - give, found[place] + give
    return found
