"""Where an address lies, for lists in the order of a walk: district, then street or estate, then number. Pure.

Addresses are written as they are spoken (朝阳区望京街道花家地西里, 幸福小区3栋, 大街12号): no register of places is asked. What a
word ends with says what it is, and a street or estate reaches up to its first figure.
"""

import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from kyuanbook.rules.patterns import pattern

_HAN: Final = r"[\u3400-\u9fff]"
# a city or province before the district is left out: a shop's customers live in one
_ABOVE: Final = pattern(rf"^(?:{_HAN}{{2,7}}?(?:省|自治区))?(?:{_HAN}{{2,7}}?(?:(?<!城)市|自治州|地区|盟))?")
_DISTRICT: Final = pattern(rf"^{_HAN}{{1,6}}?(?:新区|矿区|林区|开发区|高新区|区|县|旗|(?<!城)市)")
# some write the 街道 before the estate and some don't: they live in the same one
_OFFICE: Final = pattern(rf"^{_HAN}{{1,6}}?(?:街道|镇|乡)(?={_HAN}{{2}})")
_NUMBER: Final = pattern(r"\d+")
_NO_DISTRICT: Final = ("小区", "社区", "园区", "校区")


class Place(NamedTuple):
    """What an address is sorted by; "" and no numbers where it does not say."""

    district: str
    street: str
    numbers: tuple[int, ...]


NOWHERE: Final = Place("", "", ())


@lru_cache(maxsize=4096)
def place_of(address: str) -> Place:
    """An address taken apart, so far as its own words say."""
    line = "".join(unicodedata.normalize("NFKC", address).split())
    if not line:
        return NOWHERE
    above, found = _ABOVE.match(line), _DISTRICT.match(line)
    if above and above.end() and (below := _DISTRICT.match(line[above.end() :])):
        line, found = line[above.end() :], below
    district = found.group() if found and not found.group().endswith(_NO_DISTRICT) else ""
    rest = line[len(district) :]
    if office := _OFFICE.match(rest):
        rest = rest[office.end() :]
    figure = _NUMBER.search(rest)
    street = rest[: figure.start()] if figure else rest
    return Place(district, street.rstrip("，,、#-第"), tuple(int(n) for n in _NUMBER.findall(rest)[:6]))


def order_of(address: str) -> tuple[bool, str, str, tuple[int, ...]]:
    """What addresses are compared by: those of one district together, in it those of one street, along it by number. Who
    has no address comes last."""
    place = place_of(address)
    return (place == NOWHERE, place.district, place.street, place.numbers)
