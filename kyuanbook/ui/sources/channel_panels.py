"""A 来源渠道 added or changed, and merged into another: each says first how many customers stand behind it."""

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QWidget

from kyuanbook.actions import channels as merging
from kyuanbook.actions import shop as acts
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import shop
from kyuanbook.book.queries.shop import ChannelRow
from kyuanbook.book.queries.touched import Touched, touched
from kyuanbook.language import listed, say, tr, trn
from kyuanbook.rules.channels import NATURAL, PROMOTED, ChannelFamily
from kyuanbook.rules.text import clean_line
from kyuanbook.rules.words import Message, Problem, Refused
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.entry.finding import channel_option, no_channel, sounds_like
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.picker import Option, Picker
from kyuanbook.ui.kit.privacy import amount_words
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose

NAME_LIMIT = 20


def behind_words(found: Touched) -> str:
    """``12 位客户、3 次到店、1 个活动、¥300 花费``; "" for a source nobody came by yet."""
    parts = (
        trn("{n} 位客户", found.customers) if found.customers else "",
        trn("{n} 次到店", found.visits) if found.visits else "",
        trn("{n} 个活动", found.campaigns) if found.campaigns else "",
        tr("{amount} 花费", amount=amount_words(found.cents)) if found.cents else "",
    )
    return listed(filter(None, parts))


def change_words(found: Touched, before: bool, natural: bool) -> str:
    """What changing a source does to whoever came by it; ``before``, ``natural``: as it is and as it would be marked."""
    behind = behind_words(found)
    if not behind:
        return tr("还没有人从这里来。")
    told = tr("记着它的有 {behind}：记过的都不改，只是从此这样叫、这样算。随时可以撤销。", behind=behind)
    if before == natural or not found.natural:
        return told
    word = say(NATURAL if natural else PROMOTED)
    return told + trn("其中 {n} 位从此算{kind}。", found.natural, kind=word)


class ChannelPanel(EntryPanel):
    """``channel_id``: what is changed, None for a new one."""

    topic = "sources-channels"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("加一个来源"), tr("保存"), parent)
        self.row: ChannelRow | None = None
        self._behind = Touched()
        self.name = Line(theme)
        self.family = Combo(theme, [Choice(f.value, say(f.label)) for f in ChannelFamily])
        self.natural = Combo(theme, [Choice("natural", say(NATURAL)), Choice("promoted", say(PROMOTED))])
        self.form.add("name", self.watch("name", Field(theme, tr("名称"), self.name)))
        self.form.add("family", Field(theme, tr("大类"), self.family))
        self.form.add("natural", Field(theme, tr("自然还是人工"), self.natural))
        self.family.chosen.connect(self._family_chosen)
        self.natural.chosen.connect(lambda _: self._tell())
        self.behind = Prose(theme, "", ink="ink")
        self.body.addWidget(self.draft_line)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(self.form)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(self.behind)
        self.body.addWidget(Prose(theme, tr("自然客源是自己找来的，人工客源是花力气、花钱招来的。"), size=13))

    def open_for(self, channel_id: int | None) -> None:
        """Add one (None), or change that one. Raises BookError."""
        self._keep()
        self._key = None
        with self.book.read() as sql:
            self.row = None if channel_id is None else _channel(shop.channels(sql, hidden=True), channel_id)
            self._behind = Touched() if channel_id is None else touched(sql, channel_id)
        self.entitle(tr("加一个来源") if channel_id is None else tr("改来源"), changes=channel_id is not None)
        fresh = ("", ChannelFamily.OFFLINE.value, "promoted")  # a walk-in would be natural
        if self.row is not None:
            fresh = (self.row.name, self.row.family, "natural" if self.row.natural else "promoted")
        self.begin(("channel", channel_id), fresh)

    def _family_chosen(self, family: str) -> None:
        """Whoever walks in came by themselves; how one of the owner's own sources is marked stays as it is."""
        if self.row is None:
            self.natural.choose("natural" if family == ChannelFamily.WALK_IN else "promoted")

    def _tell(self) -> None:
        self.behind.setVisible(self.row is not None)
        if self.row is not None:
            self.behind.setText(change_words(self._behind, self.row.natural, self.natural.choice() == "natural"))

    def _state(self) -> tuple[str, str, str]:
        return self.name.text(), self.family.choice(), self.natural.choice()

    def _fill(self, state: tuple[str, str, str]) -> None:
        self.name.setText(state[0])
        self.family.choose(state[1])
        self.natural.choose(state[2])
        self._tell()

    def _problems(self) -> Sequence[Problem]:
        return clean_line(self.name.text(), "name", NAME_LIMIT, required=True)[1]

    def _write(self, accepted: Collection[str]) -> Done:
        name, family, natural = self.name.text(), self.family.choice(), self.natural.choice() == "natural"
        if self.row is None:
            return acts.add_channel(self.book, name=name, family=family, natural=natural)
        other = name if name != self.row.name else None
        return acts.change_channel(self.book, channel_id=self.row.id, name=other, natural=natural, family=family)


class MergePanel(EntryPanel):
    """并入: one source counts as another from then on."""

    topic = "sources-channels"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("并入别的来源"), tr("并入"), parent)
        self._channel_id = 0
        self._behind = Touched()
        self._name = ""
        self.what = Label(theme, "", size=16, bold=True)
        self.into = Picker(theme, self._find, placeholder=tr("打几个字，下面选"), nothing=no_channel)
        self.form.add("into", self.watch("into", Field(theme, tr("并入哪一个"), self.into)))
        self.into.picked.connect(lambda _: self._tell())
        self.behind = Prose(theme, "", ink="ink")
        self.body.addWidget(self.draft_line)
        self.body.addWidget(self.what)
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(self.form)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(self.behind)

    def choose(self, channel_id: int) -> None:
        """Which source. Raises BookError."""
        self._keep()
        self._key = None
        with self.book.read() as sql:
            row = _channel(shop.channels(sql, hidden=True), channel_id)
            self._behind = touched(sql, channel_id)
        self._channel_id, self._name = channel_id, row.name
        self.what.set_text(row.name)
        self.begin(("merge", channel_id), ("", ""))

    def _find(self, typed: str) -> Sequence[Option]:
        with self.book.read() as sql:
            offered = shop.channels(sql)
        return [channel_option(one) for one in offered if one.id != self._channel_id and sounds_like(one.name, typed)]

    def _tell(self) -> None:
        into = self.into.text().strip() if self.into.choice() else tr("选中的来源")
        behind = behind_words(self._behind)
        if not behind:
            self.behind.setText(tr("还没有人从“{name}”来，并进去只是少列一个。", name=self._name))
            return
        self.behind.setText(
            tr(
                "{behind}记的是“{name}”，从此都算{into}的。记过的一个字不改，随时可以分开，也可以撤销。",
                behind=behind, name=self._name, into=tr("“{name}”", name=into) if self.into.choice() else into,
            )
        )  # fmt: skip

    def _state(self) -> tuple[str, str]:
        return self.into.choice(), self.into.text()

    def _fill(self, state: tuple[str, str]) -> None:
        key, word = state
        self.into.choose(Option(key, word) if key else None)
        if not key:
            self.into.setText(word)
        self._tell()

    def _problems(self) -> Sequence[Problem]:
        key, word = self._state()
        if key:
            return ()
        unknown = Message("channel_unknown", {"name": word.strip()})
        return (Problem("into", unknown if word.strip() else Message("merge_missing")),)

    def _write(self, accepted: Collection[str]) -> Done:
        problems = self._problems()
        if problems:
            raise Refused(problems)
        return merging.merge_channel(self.book, channel_id=self._channel_id, into_id=int(self.into.choice()))


def _channel(rows: Sequence[ChannelRow], channel_id: int) -> ChannelRow:
    found = next((one for one in rows if one.id == channel_id), None)
    if found is None:
        raise NoSuchRow(table="channel", id=channel_id)
    return found
