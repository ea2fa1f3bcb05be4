"""A 推广活动 or a 内容, planned or changed: on which source, when, for whom, with what offer, what may be spent, its code."""

from collections.abc import Collection, Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtWidgets import QWidget

from kyuanbook.actions import campaigns as acts
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import campaigns, segments, shop
from kyuanbook.language import say, tr, trn
from kyuanbook.rules.campaign_entries import TYPED_KINDS, CampaignEntry, clean_campaign, suggested_code
from kyuanbook.rules.campaigns import CampaignKind
from kyuanbook.rules.words import Message, Problem, Refused
from kyuanbook.ui.entry import as_typed
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.entry.finding import find_channel, no_channel
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo, Lines
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.picker import Option, Picker
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Prose
from kyuanbook.ui.sources.partner_choices import partner_choices
from kyuanbook.ui.sources.typed import planned_day, sum_words

EDITORS: Final = {  # of the entry's texts
    "name": "name", "first": "begins", "last": "ends", "budget": "budget", "offer": "offer", "words": "words", "code": "code",
    "link": "link", "window": "counts", "note": "note",
}  # fmt: skip


class Typed(NamedTuple):
    """As it stands in the panel; ``channel``: its words, or what was typed there and is none."""

    entry: CampaignEntry
    channel: str = ""


class CampaignPanel(EntryPanel):
    """``campaign_id``: what is changed, None for a new one."""

    topic = "sources-campaigns"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("新的活动"), tr("保存"), parent)
        self.campaign_id: int | None = None
        self._seen: int | None = None
        self._taken = frozenset[str]()
        self.kind = Combo(theme, [Choice(kind.value, say(kind.label)) for kind in TYPED_KINDS])
        self.name = Line(theme, placeholder=tr("如 开学传单"))
        self.channel = Picker(theme, find_channel(book), placeholder=tr("传单、抖音、短视频…"), nothing=no_channel)
        self.begins = Line(theme, icon="calendar", echo=self._day_words)
        self.ends = Line(theme, icon="calendar", placeholder=tr("可不填"), echo=self._day_words)
        self.budget = Line(theme, placeholder=tr("可不填"), echo=sum_words)
        self.counts = Line(theme)
        self.offer = Line(theme, placeholder=tr("如 凭券剪发减 10 元"))
        self.segment, self.partner = Combo(theme), Combo(theme)
        self.words = Lines(theme, lines=3)
        self.code = Line(theme, placeholder=tr("印在传单、券上，柜台打它就认出来"))
        self.link = Line(theme, placeholder="https://")
        self.note = Line(theme, placeholder=tr("可不填"))
        self._build(theme)

    def _build(self, theme: Theme) -> None:
        form = self.form
        form.add("kind", Field(theme, tr("哪一种"), self.kind))
        form.add("name", self.watch("name", Field(theme, tr("名称"), self.name)))
        form.add("channel", self.watch("channel", Field(theme, tr("走哪个来源"), self.channel)))
        self.begins_field = self.watch("first", Field(theme, tr("从哪天"), self.begins))
        self.ends_field = self.watch("last", Field(theme, tr("到哪天"), self.ends))
        form.add("first", self.begins_field)
        form.add("last", self.ends_field)
        form.add("link", self.watch("link", Field(theme, tr("网址"), self.link, hint=tr("可不填"))))
        form.add("code", self.watch("code", Field(theme, tr("编号"), self.code)))
        form.add("offer", self.watch("offer", Field(theme, tr("优惠"), self.offer)))
        form.add("words", self.watch("words", Field(theme, tr("要说的话"), self.words, hint=tr("Ctrl Enter 保存"))))
        form.add("segment", Field(theme, tr("给谁"), self.segment))
        form.add("partner", Field(theme, tr("和谁一起办"), self.partner))
        self.counts_field = self.watch("window", Field(theme, tr("结束后还算几天"), self.counts))
        form.add_row(("budget", self.watch("budget", Field(theme, tr("预算"), self.budget))), ("window", self.counts_field))
        form.add("note", self.watch("note", Field(theme, tr("备注"), self.note)))
        self.kind.chosen.connect(lambda _: self._show_kind())
        self.name.committed.connect(lambda _: self._suggest())
        self.body.addWidget(self.draft_line)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(form)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(
            Prose(theme, tr("花了多少钱另外一笔一笔记；带来了谁，看谁报了编号，或者活动期间从这个来源来的。"), size=13)
        )

    # opening -------------------------------------------------------------------------------------------------------------

    def open_for(self, campaign_id: int | None) -> None:
        """Plan one (None), or change that one. Raises BookError."""
        if campaign_id is None:
            self._stand(None, None, tr("新的活动"))
            self.begin(("campaign", None), Typed(CampaignEntry(first=tr("今天"))))
            return
        with self.book.read() as sql:
            seen = campaigns.campaign(sql, campaign_id)
        if seen is None:
            raise NoSuchRow(table="campaign", id=campaign_id)
        self._stand(campaign_id, seen.version, tr("改活动"), seen.partner_id)
        today = self.book.today()
        entry = CampaignEntry(
            name=seen.name, kind=seen.kind, channel_id=seen.channel_id, first=as_typed.day(seen.first, today),
            last=as_typed.day(seen.last, today), budget=as_typed.amount(seen.budget_cents or 0), offer=seen.offer,
            segment_id=seen.segment_id if seen.segment else None, words=seen.words, code=seen.code, link=seen.link,
            window="" if seen.window_days is None else str(seen.window_days), note=seen.note,
            partner_id=seen.partner_id,
        )  # fmt: skip
        self.begin(("campaign", campaign_id), Typed(entry, seen.channel))

    def _stand(self, campaign_id: int | None, seen: int | None, title: str, partner_id: int | None = None) -> None:
        self._keep()
        self._key = None
        self.campaign_id, self._seen = campaign_id, seen
        self.entitle(title, changes=campaign_id is not None)
        with self.book.read() as sql:
            groups, self._taken = segments.segments(sql), campaigns.codes(sql)
            window = shop.settings(sql).campaign_window
        self.segment.set_choices([Choice("", tr("不分谁")), *(Choice(str(one.id), one.name) for one in groups)])
        whom = partner_choices(self.book, partner_id)
        self.partner.set_choices(whom)
        self.form.fields["partner"].setVisible(len(whom) > 1)
        self.counts.setPlaceholderText(trn("{n} 天", window))

    # the form ------------------------------------------------------------------------------------------------------------

    def _state(self) -> Typed:
        channel, segment, partner = self.channel.choice(), self.segment.choice(), self.partner.choice()
        texts = {name: getattr(self, editor).text() for name, editor in EDITORS.items()}
        entry = CampaignEntry(
            kind=self.kind.choice(), channel_id=int(channel) if channel else None,
            segment_id=int(segment) if segment else None, partner_id=int(partner) if partner else None, **texts,
        )  # fmt: skip
        return Typed(entry, self.channel.text())

    def _fill(self, state: Any) -> None:
        entry: CampaignEntry = state.entry
        self.kind.choose(entry.kind)
        for name, editor in EDITORS.items():
            getattr(self, editor).setText(getattr(entry, name))
        known = entry.channel_id is not None
        self.channel.choose(Option(str(entry.channel_id), state.channel) if known else None)
        if not known:
            self.channel.setText(state.channel)
        self.segment.choose("" if entry.segment_id is None else str(entry.segment_id))
        self.partner.choose("" if entry.partner_id is None else str(entry.partner_id))
        self._show_kind()
        self._suggest()

    def _show_kind(self) -> None:
        """A piece has the day it came out, and a link."""
        piece = self.kind.choice() == CampaignKind.CONTENT
        self.begins_field.call(tr("哪天发的") if piece else tr("从哪天"))
        self.ends_field.call(tr("算到哪天") if piece else tr("到哪天"))
        self.form.fields["link"].setVisible(piece or bool(self.link.text()))

    def _suggest(self) -> None:
        """A code that is free, beside the field."""
        free = suggested_code(self.name.text(), self._taken) if not self.code.text().strip() else ""
        hint = tr("可用 {code}", code=free) if free else tr("可不填")
        self.form.fields["code"].call(tr("编号"), hint)

    def _problems(self) -> Sequence[Problem]:
        entry, typed = self._state()
        problems = clean_campaign(entry, self.book.today())[1]
        unknown = typed.strip()
        if entry.channel_id is None and unknown:
            problems = tuple(p for p in problems if p.field != "channel")
            problems += (Problem("channel", Message("channel_unknown", {"name": unknown})),)
        return problems

    def _write(self, accepted: Collection[str]) -> Done:
        refused = [p for p in self._problems() if not (p.asks and p.answer in accepted)]
        if refused:
            raise Refused(refused)
        entry = self._state().entry
        if self.campaign_id is None:
            return acts.add_campaign(self.book, entry=entry, accepted=accepted)
        return acts.change_campaign(
            self.book, campaign_id=self.campaign_id, entry=entry, seen=self._seen, accepted=accepted
        )

    def _day_words(self, typed: str) -> str:
        return planned_day(typed, self.book.today())
