"""The catalogue of English: gathers every Chinese sentence of the program, keeps what is translated, compiles it.

    python resources/translations/make.py          renew en/LC_MESSAGES/kyuanbook.po and .mo
    python resources/translations/make.py missing  list what has no English yet

Chinese is the source: it needs no catalogue.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).parent / "en" / "LC_MESSAGES"
SETTLED = datetime(2026, 1, 1, tzinfo=UTC)  # the same sentences make the same files, whenever
KEYWORDS = {"tr": None, "trn": (1, 1), "later": None, "tr_as": ((1, "c"), 2)}


Said = tuple[str, str | None]  # a Chinese sentence, and as what it is meant where it is two in English


def sentences() -> dict[Said, bool]:
    """Every Chinese sentence, and whether its English differs for one and many."""
    sys.path.insert(0, str(ROOT))
    from kyuanbook.rules import rfm, tiers
    from kyuanbook.rules.trades import NAMES
    from kyuanbook.sentences.table import COUNTED, SENTENCES, gather

    gather()
    found: dict[Said, bool] = {}
    for _file, _line, message, _comments, context in extract_from_dir(
        str(ROOT / "kyuanbook"), method_map=[("**.py", "python")], keywords=KEYWORDS
    ):
        if isinstance(message, tuple):
            found[message[0], context] = True
        else:
            found.setdefault((message, context), False)
    for key, text in SENTENCES.items():
        found[text, None] = found.get((text, None), False) or key in COUNTED
    for text in (*NAMES.values(), *tiers.NAMES.values(), *rfm.NAMES.values()):
        found.setdefault((text, None), False)
    return found


def read() -> Catalog:
    """The catalogue as it is."""
    path = FOLDER / "kyuanbook.po"
    if not path.exists():
        return Catalog(locale="en", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="en")


def renewed(old: Catalog) -> Catalog:
    """A catalogue of today's sentences with yesterday's English; what is no longer said is gone."""
    new = Catalog(
        locale="en", project="kyuanbook", version="1", fuzzy=False, header_comment="# English of kyuanbook. See make.py.",
        creation_date=SETTLED, revision_date=SETTLED, msgid_bugs_address="-", last_translator="kyuanbook", language_team="en",
    )  # fmt: skip
    for (text, context), plural in sorted(sentences().items(), key=lambda said: (said[0][0], said[0][1] or "")):
        known = old.get(text, context)
        english = known.string if known else ""
        if plural:
            one, many = english[:2] if isinstance(english, (tuple, list)) else (english, english)
            new.add((text, text), (str(one), str(many)), context=context)
        else:
            new.add(text, english[0] if isinstance(english, (tuple, list)) else english, context=context)
    return new


def missing(catalogue: Catalog) -> list[str]:
    """Sentences with no English."""
    return [str(m.id) for m in catalogue if m.id and not (all(m.string) if isinstance(m.string, tuple) else m.string)]


def main() -> None:
    """Renew both files."""
    catalogue = renewed(read())
    if sys.argv[1:] == ["missing"]:
        print("\n".join(missing(catalogue)))
        return
    write(catalogue)
    print(len(sentences()), "sentences,", len(missing(catalogue)), "without English")


def write(catalogue: Catalog) -> None:
    """Both files of a catalogue."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "kyuanbook.po").open("wb") as file:
        write_po(file, catalogue, width=120, omit_header=False, include_lineno=False, sort_output=True)
    with (FOLDER / "kyuanbook.mo").open("wb") as file:
        write_mo(file, catalogue)


if __name__ == "__main__":
    main()
