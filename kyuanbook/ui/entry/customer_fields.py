"""The fields of a customer: what they are, in which order, and which stand under 更多."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.language import clauses, say, tr
from kyuanbook.rules.bands import INCOMES, income_label
from kyuanbook.rules.birthdays import Birthday
from kyuanbook.rules.channels import BY_STAFF, ChannelFamily
from kyuanbook.rules.custom import FieldRow
from kyuanbook.rules.entries import CustomerEntry
from kyuanbook.ui.entry.contact_rows import ContactRows
from kyuanbook.ui.entry.custom_rows import CustomRows
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.entry.finding import find_customer, no_referrer
from kyuanbook.ui.entry.likely import LikelyList
from kyuanbook.ui.entry.many_picker import ManyPicker
from kyuanbook.ui.entry.opening_fields import OpeningFields
from kyuanbook.ui.entry.phone_rows import PhoneRows
from kyuanbook.ui.entry.sender_field import SenderField
from kyuanbook.ui.entry.sources import (
    CARD,
    by_customer,
    channel_of,
    find_source,
    find_way,
    natural_choices,
    no_source,
    picked_source,
    source_option,
)
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Choice, Tick
from kyuanbook.ui.kit.editors import Combo, Lines
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Bleed, Part, row
from kyuanbook.ui.kit.picker import Option, Picker
from kyuanbook.ui.kit.theme import Theme

TEXTS = ("alias", "birthday", "wechat", "member_no", "email", "address", "occupation")


class CustomerFields(QObject):
    """Builds them into a form, reads and fills them.

    ``known_changed``: something by which a customer may be known already; ``relaid``: Tab has other ways to go.
    """

    known_changed = Signal()
    relaid = Signal()

    def __init__(self, theme: Theme, book: Book, panel: EntryPanel) -> None:
        form, watch = panel.form, panel.watch
        super().__init__(form)
        self._theme, self._form, self._watch, self._book = theme, form, watch, book
        self.shows_more = False
        self._more_parts: list[QWidget] = []
        self.name = Line(theme, placeholder=tr("姓名，或李姐、3栋阿姨这样的称呼"))
        self._add("name", tr("姓名"), self.name)
        self.phones = PhoneRows(theme, form, watch)
        form.add_widget(self.phones)
        self.channel = Picker(theme, find_way(book), placeholder=tr("怎么来的：路过、抖音，或传单上的编号"), nothing=no_source)
        self._add("channel", tr("来源"), self.channel)
        self.sender = SenderField(theme, book, self.channel)
        form.add("partner", self.sender)
        self.referrer = Picker(
            theme, find_customer(book), placeholder=tr("姓名、拼音首字母、手机后四位"), icon="search", nothing=no_referrer
        )  # fmt: skip
        self.referrer_field = self._add("referrer", tr("介绍人"), self.referrer)
        self.searched, self.custom = (CustomRows(theme, panel, book.today) for _ in range(2))
        form.add_widget(self.searched)
        self.likely = LikelyList(theme)
        form.add_widget(self.likely)
        self._add_more_link()
        self._build_more(theme, book)
        self.opening = OpeningFields(theme, form, watch)
        self._connect()
        self.show_more(False)

    def _add(self, name: str, label: str, editor: Line | Lines | Combo, hint: str = "", *, more: bool = False) -> Field:
        field = self._field(name, label, editor, hint)
        self._form.add(name, field)
        if more:
            self._more_parts.append(field)
        return field

    def _field(self, name: str, label: str, editor: Line | Lines | Combo, hint: str = "") -> Field:
        return self._watch(name, Field(self._theme, label, editor, hint=hint))

    def _add_more_link(self) -> None:
        self.more = Button(self._theme, tr("更多"), kind="link", drops=True)
        strip = Part(self._theme)
        across = row(self._theme, strip)
        across.addLayout(Bleed(self._theme, self.more, left=6, right=0))
        across.addStretch(1)
        self._form.add_widget(strip)

    def _build_more(self, theme: Theme, book: Book) -> None:
        self.alias, self.birthday, self.wechat, self.member_no = (Line(theme) for _ in range(4))
        self.email, self.address, self.occupation = (Line(theme) for _ in range(3))
        self.sex = Combo(theme, [Choice("", tr("不填")), Choice("female", tr("女")), Choice("male", tr("男"))])
        self.kind = Combo(theme, [Choice("person", tr("个人")), Choice("firm", tr("单位"))])
        self.income = Combo(theme, [Choice(band, say(income_label(band))) for band in INCOMES])
        self.tags = ManyPicker(theme)
        self.latest = Picker(theme, find_source(book), placeholder=tr("最近一次又是怎么来的"), nothing=no_source)
        self.natural = Combo(theme, natural_choices())
        self.note = Lines(theme, lines=3)
        self.contacts = ContactRows(theme)
        self.do_not_contact = Tick(theme, tr("请勿联系：不再出现在任何名单上"))
        self._form.add_widget(self.custom)
        self._add("alias", tr("称呼"), self.alias, tr("李姐、3栋阿姨"), more=True)
        self._add("birthday", tr("生日"), self.birthday, more=True)
        self.birth_rule = Combo(theme)
        self.birth_rule_field = self._add("birth_rule", tr("没有这一天的时候"), self.birth_rule)
        self._pair(("sex", tr("性别"), self.sex), ("member_no", tr("会员号"), self.member_no))
        self._add("wechat", tr("微信"), self.wechat, more=True)
        self._add("email", tr("邮箱"), self.email, more=True)
        self._add("address", tr("地址"), self.address, more=True)
        self._pair(("kind", tr("个人还是单位"), self.kind), ("occupation", tr("职业"), self.occupation))
        self._add("income_band", tr("收入档次"), self.income, tr("看个大概，算潜力用"), more=True)
        self._form.add_widget(self.contacts)
        self._add("tags", tr("标签"), self.tags, self.tags.hint(), more=True)
        self._add("latest", tr("最近来源"), self.latest, more=True)
        self._add("natural", tr("自然还是人工"), self.natural, tr("自己找来，还是花力气招来"), more=True)
        self._add("note", tr("备注"), self.note, tr("Ctrl Enter 保存"), more=True)
        self._form.add_widget(self.do_not_contact)
        self._more_parts.append(self.do_not_contact)

    def _pair(self, *named: tuple[str, str, Line | Combo]) -> None:
        made = [(name, self._field(name, label, editor)) for name, label, editor in named]
        self._form.add_row(*made)
        self._more_parts += [field for _, field in made]

    def _connect(self) -> None:
        for line in (self.name, self.alias, self.wechat, self.member_no):
            line.committed.connect(lambda _: self.known_changed.emit())
        self.phones.typed.connect(self.known_changed)
        self.phones.grown.connect(self.relaid)
        self.contacts.grown.connect(self.relaid)
        self.contacts.submitted.connect(self._form.submitted)
        self.kind.chosen.connect(lambda _: self._show_contacts())
        self.channel.picked.connect(self._channel_picked)
        for rows in (self.searched, self.custom):
            rows.relaid.connect(self.relaid)

    def ask(self, fields: Sequence[FieldRow]) -> None:
        """The owner's own fields: those by which customers are found at once, the others under 更多."""
        self.searched.ask([field for field in fields if field.searchable])
        self.custom.ask([field for field in fields if not field.searchable])
        self.custom.setVisible(self.shows_more and bool(self.custom.asked))

    def asked(self) -> tuple[FieldRow, ...]:
        """All of them."""
        return (*self.searched.asked, *self.custom.asked)

    def show_more(self, more: bool) -> None:
        """Fold or unfold."""
        self.shows_more = more
        self.more.set_text(tr("收起") if more else tr("更多"))
        self.more.set_folds(more)
        for part in self._more_parts:
            part.setVisible(more)
        self.custom.setVisible(more and bool(self.custom.asked))
        self.phones.show_more(more)
        self.opening.show_more(more)
        self._show_contacts()
        self._show_referrer()
        self._show_birth_rule()

    def _channel_picked(self, key: str) -> None:
        """The code on a 介绍卡 says both: by a customer, and by whom."""
        if key.startswith(CARD):
            self.referrer.choose(Option(key.removeprefix(CARD), self.channel.text()))
            self.channel.choose(by_customer(self._book))
        self._show_referrer()

    def _show_referrer(self) -> None:
        """Who brought them is asked at once where the source says that somebody did; who is named already stays."""
        chosen = channel_of(self._book, self.channel)
        referred = chosen is not None and chosen.family == ChannelFamily.REFERRAL and chosen.code != BY_STAFF
        self.referrer_field.setVisible(self.shows_more or referred or bool(self.referrer.text()))

    def _show_contacts(self) -> None:
        wanted = self.kind.choice() == "firm" or bool(self.contacts.entries())
        self.contacts.setVisible(self.shows_more and wanted)

    def offer_birth_rules(self, born: Birthday | None) -> None:
        """How the birthday may be kept, where that makes a difference: in a leap month, on the 30th, on 29 February."""
        rules = () if born is None else born.choices
        self.birth_rule.set_choices(
            [] if born is None else [Choice(rule, clauses(map(say, born.rule_words(rule)))) for rule in rules]
        )
        if born is not None:
            self.birth_rule_field.label.set_text(tr("生日怎么过") if born.leap else tr("没有这一天的时候"))
        self._show_birth_rule()

    def _show_birth_rule(self) -> None:
        self.birth_rule_field.setVisible(self.shows_more and self.birth_rule.count() > 1)

    def pickers(self) -> Mapping[str, Picker]:
        """What is picked from the book, by the name of its field."""
        return {"channel": self.channel, "latest": self.latest, "referrer": self.referrer}

    def entry(self) -> CustomerEntry:
        """As typed."""
        texts = {name: getattr(self, name).text() for name in TEXTS}
        first, latest = picked_source(self.channel), picked_source(self.latest)
        referrer = self.referrer.choice()
        return CustomerEntry(
            name=self.name.text(), phones=self.phones.entries(), kind=self.kind.choice(), sex=self.sex.choice(),
            birth_rule=self.birth_rule.choice(),
            income_band=self.income.choice(), note=self.note.text(), contacts=self.contacts.entries(),
            tags=self.tags.values(), channel_id=first.channel_id, campaign_id=first.campaign_id,
            latest_channel_id=latest.channel_id, latest_campaign_id=latest.campaign_id, natural=self.natural.choice(),
            partner_id=self.sender.partner_id(), referrer_id=int(referrer) if referrer else None,
            do_not_contact=self.do_not_contact.isChecked(), opening=self.opening.entry(),
            custom={**self.searched.texts(), **self.custom.texts()}, **texts,
        )  # fmt: skip

    def fill(self, entry: CustomerEntry, words: Mapping[str, str]) -> None:
        """Show an entry; ``words``: of what is picked, or what was typed there and is none."""
        self.name.setText(entry.name)
        for name in TEXTS:
            getattr(self, name).setText(getattr(entry, name))
        self.phones.fill(entry.phones)
        self.contacts.fill(entry.contacts)
        self.tags.setText("，".join(entry.tags))
        self.note.setText(entry.note)
        self.kind.choose(entry.kind)
        self.sex.choose(entry.sex)
        self.birth_rule.choose(entry.birth_rule)  # offered by now: the birthday was read as it was put there
        self.income.choose(entry.income_band)
        self.do_not_contact.setChecked(entry.do_not_contact)
        self.opening.fill(entry.opening)
        for rows in (self.searched, self.custom):
            rows.fill(entry.custom)
        self.natural.choose(entry.natural)
        by = entry.referrer_id
        chosen = {
            "channel": source_option(entry.channel_id, entry.campaign_id, words.get("channel", "")),
            "latest": source_option(entry.latest_channel_id, entry.latest_campaign_id, words.get("latest", "")),
            "referrer": None if by is None else Option(str(by), words.get("referrer", "")),
        }
        for name, picker in self.pickers().items():
            picker.choose(chosen[name])
            if chosen[name] is None:
                picker.setText(words.get(name, ""))
        self.sender.fill(entry.partner_id)
        self.show_more(self.shows_more)

    def editors(self) -> list[QWidget]:
        """In Tab order, which is reading order."""
        return [
            self.name, *self.phones.editors(), self.channel, self.sender.editor, self.referrer, *self.searched.editors(),
            *self.likely.links(), self.more,
            *self.custom.editors(), self.alias, self.birthday, self.birth_rule, self.sex, self.member_no,
            self.wechat, self.email, self.address, self.kind, self.occupation,
            self.income, *self.contacts.editors(), self.tags, self.latest, self.natural, self.note,
            self.do_not_contact,
            *self.opening.editors(),
        ]  # fmt: skip
