"""给介绍奖励, and 转介绍奖励办法: the two entries of 转介绍."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import rewards as acts_of_rewards
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import lookups, rewards
from kyuanbook.language import clauses, say, tr, tr_as, trn
from kyuanbook.rules.dates import near_day, read_day, weekday
from kyuanbook.rules.reward_schemes import SchemeEntry, clean_scheme, example, paid_words, scheme_parts
from kyuanbook.rules.rewards import Due, Form, Role, Scheme, scheme_on
from kyuanbook.rules.text import clean_line
from kyuanbook.rules.words import Problem
from kyuanbook.ui.entry import as_typed
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.kit.choices import Choice, Tick
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.privacy import amount_words
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose
from kyuanbook.ui.sources.referral_lines import what_words


class GivePanel(EntryPanel):
    """What somebody is to get, all of it at once. ``receipt_wanted``: the first line, whose receipt is to be printed."""

    topic = "sources-referrals"
    receipt_wanted = Signal(int)

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("给介绍奖励"), tr_as("button", "给了"), parent)
        self._customer_id = 0
        self.who, self.what = Label(theme, "", size=16, bold=True), Label(theme, "", size=24, serif=True)
        self.why = Prose(theme, "")
        self.note = Line(theme, placeholder=tr("可不填"))
        self.receipt = Tick(theme, tr("接着打收据"))
        self.form.add("note", self.watch("note", Field(theme, tr("备注"), self.note, hint=tr("抵了什么、谁拿的"))))
        self.body.addWidget(self.draft_line)
        for part in (self.who, self.what, self.why):
            self.body.addWidget(part)
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(self.form)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(self.receipt)
        self._chain_of(self.note, self.receipt)
        self.done.connect(self._given)

    def choose(self, customer_id: int) -> None:
        """To whom. Raises BookError."""
        with self.book.read() as sql:
            name = lookups.name_of(sql, customer_id)
            found = rewards.owed(sql, customer_id)
        if name is None:
            raise NoSuchRow(table="customer", id=customer_id)
        self._customer_id = customer_id
        self.who.set_text(name)
        self.what.set_text(what_words(found[0].cents, found[0].goods) if found else tr("现在不欠"))
        self.why.setText(why_words(found[0], self.book.today()) if found else tr("给过了，或者那一单取消了。"))
        self.begin(("give", customer_id), ("", self.receipt.isChecked()))

    def _state(self) -> tuple[str, bool]:
        return self.note.text(), self.receipt.isChecked()

    def _fill(self, state: tuple[str, bool]) -> None:
        self.note.setText(state[0])
        self.receipt.setChecked(state[1])

    def _problems(self) -> Sequence[Problem]:
        return clean_line(self.note.text(), "note", acts_of_rewards.NOTE_LIMIT)[1]

    def _write(self, accepted: Collection[str]) -> Done:
        return acts_of_rewards.give(self.book, customer_id=self._customer_id, note=self.note.text())

    def _given(self, done: Done) -> None:
        if self.receipt.isChecked() and done.id is not None:
            self.receipt_wanted.emit(done.id)


def why_words(row: rewards.OwedRow, today: int) -> str:
    """介绍了小李、小王，从 11月3日起欠着."""
    since = tr("从 {day}起欠着", day=say(near_day(row.since, today)))
    return clauses((tr("介绍了{name}", name=row.names) if row.names else tr("是介绍来的"), since))


class SchemePanel(EntryPanel):
    """What is promised for a recommendation, in words and by an example; another scheme begins, the old one ends."""

    topic = "sources-referrals"

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, tr("转介绍奖励办法"), tr("就这么定"), parent)
        self.leave.set_text(tr("不改了"))
        self._basket = 0
        forms = [Choice(form.value, say(form.label)) for form in (Form.MONEY, Form.RATE, Form.GOODS, Form.NONE)]
        self.referrer_form, self.newcomer_form = Combo(theme, forms), Combo(theme, forms)
        self.referrer_what, self.newcomer_what = Line(theme), Line(theme)
        self.due = Combo(theme, [Choice(due.value, say(due.label)) for due in Due])
        self.due_amount, self.due_visits = Line(theme, placeholder="200"), Line(theme, placeholder="3")
        self.cap, self.first = Line(theme, placeholder=tr("不限")), Line(theme, icon="calendar", echo=self._day_words)
        self.last = Line(theme, icon="calendar", placeholder=tr("一直"), echo=self._day_words)
        self.words, self.example = Prose(theme, "", ink="ink"), Prose(theme, "", size=13)
        self._lay_out(theme)
        for combo in (self.referrer_form, self.newcomer_form, self.due):
            combo.chosen.connect(lambda _: self._fit_kind())
        for line in self._lines():
            line.textChanged.connect(lambda _: self._tell())

    def _lines(self) -> tuple[Line, ...]:
        return (self.referrer_what, self.newcomer_what, self.due_amount, self.due_visits, self.cap, self.first, self.last)

    def _lay_out(self, theme: Theme) -> None:
        form, watch = self.form, self.watch
        form.add("due", Field(theme, tr("新客人怎样才算数"), self.due), submits=False)
        form.add("due_amount", watch("due_amount", Field(theme, tr("累计花到多少钱"), self.due_amount, hint=tr("元"))))
        form.add("due_visits", watch("due_visits", Field(theme, tr("来满几次"), self.due_visits)))
        form.add_row(
            ("referrer_form", Field(theme, tr("介绍人得"), self.referrer_form)),
            ("referrer_what", watch("referrer_what", Field(theme, tr("多少"), self.referrer_what))),
        )
        form.add_row(
            ("newcomer_form", Field(theme, tr("新客人得"), self.newcomer_form)),
            ("newcomer_what", watch("newcomer_what", Field(theme, tr("多少"), self.newcomer_what))),
        )
        form.add("cap", watch("cap", Field(theme, tr("一位介绍人每月最多几份"), self.cap, hint=tr("可不填"))))
        form.add_row(
            ("first", watch("first", Field(theme, tr("从哪天起"), self.first))),
            ("last", watch("last", Field(theme, tr("到哪天"), self.last, hint=tr("可不填")))),
        )
        for part in (self.draft_line, self.form):
            self.body.addWidget(part)
        self.body.addSpacing(theme.px(12))
        self.body.addWidget(self.words)
        self.body.addSpacing(theme.px(4))
        self.body.addWidget(self.example)

    def open_now(self) -> None:
        """With what is in force, to be changed from today on."""
        today = self.book.today()
        with self.book.read() as sql:
            schemes, self._basket = rewards.schemes(sql), rewards.usual_basket(sql, today)
        now = scheme_on(schemes, today) or next((one for one in schemes if one.first > today), None)
        self.begin(("scheme", 0), SchemeEntry(first=tr("今天")) if now is None else typed_again(now, today))
        self._fit_kind()

    def _state(self) -> SchemeEntry:
        return SchemeEntry(
            self.referrer_form.choice(), self.referrer_what.text(), self.newcomer_form.choice(), self.newcomer_what.text(),
            self.due.choice(), self.due_amount.text(), self.due_visits.text(), self.cap.text(), self.first.text(),
            self.last.text(),
        )  # fmt: skip

    def _fill(self, state: SchemeEntry) -> None:
        for combo, key in (
            (self.referrer_form, state.referrer_form), (self.newcomer_form, state.newcomer_form), (self.due, state.due),
        ):  # fmt: skip
            combo.choose(key)
        typed = (
            state.referrer_what, state.newcomer_what, state.due_amount, state.due_visits, state.cap, state.first, state.last,
        )  # fmt: skip
        for line, words in zip(self._lines(), typed, strict=True):
            line.setText(words)
        self._fit_kind()

    def _fit_kind(self) -> None:
        """Only what this kind of scheme asks."""
        fields, due = self.form.fields, self.due.choice()
        fields["due_amount"].setVisible(due == Due.AMOUNT)
        fields["due_visits"].setVisible(due == Due.VISITS)
        for combo, name in ((self.referrer_form, "referrer_what"), (self.newcomer_form, "newcomer_what")):
            form = Form(combo.choice())
            fields[name].setVisible(form is not Form.NONE)
            words = {Form.MONEY: tr("多少钱"), Form.RATE: tr("百分之几"), Form.GOODS: tr("什么东西")}
            fields[name].label.set_text(words.get(form, tr("多少")))
        fields["cap"].setVisible(self.referrer_form.choice() != Form.NONE)
        self._tell()

    def _entry(self) -> SchemeEntry:
        """Without what is not asked now: it may still stand there."""
        state = self._state()
        return state if self.referrer_form.choice() != Form.NONE else state._replace(cap="")

    def _tell(self) -> None:
        """The scheme as a sentence, and how it goes with somebody who spends what is usual."""
        today = self.book.today()
        clean, problems = clean_scheme(self._entry(), today)
        self.words.setText("" if problems else clauses(map(say, scheme_parts(clean, today))) + tr("。"))
        self.example.setText("" if problems else example_words(clean, self._basket))

    def _problems(self) -> Sequence[Problem]:
        return clean_scheme(self._entry(), self.book.today())[1]

    def _write(self, accepted: Collection[str]) -> Done:
        return acts_of_rewards.start_scheme(self.book, entry=self._entry())

    def _day_words(self, typed: str) -> str:
        today = self.book.today()
        day, _ = read_day(typed, today, allow_future=True)
        if day is None:
            return ""
        return tr("{day} {weekday}", day=say(near_day(day, today)), weekday=say(weekday(day)))


def example_words(scheme: Scheme, basket_cents: int) -> str:
    """比如张姐介绍来小李：小李第一次花 ¥68，那天就欠张姐 ¥20."""
    visits, gets = example(scheme, basket_cents)
    names, total = {Role.REFERRER: tr("张姐"), Role.NEWCOMER: tr("小李")}, sum(visit.cents for visit in visits)
    if not visits:
        then = tr("小李登记的那天")
    elif len(visits) == 1:
        then = tr("小李花了 {amount} 的那天", amount=amount_words(total))
    else:
        then = trn("小李来满 {n} 次、花了 {amount} 的那天", len(visits), amount=amount_words(total))
    owed = [
        tr("该给{name}：{what}", name=names[role], what=say(paid_words(claim.form, claim.cents, claim.goods)))
        for role, claim in gets.items()
    ]
    return tr("比如张姐介绍来小李，{then}，{owed}。", then=then, owed=clauses(owed))


def typed_again(scheme: Scheme, today: int) -> SchemeEntry:
    """A scheme as it would be typed to be changed from today on."""

    def what(role: Role) -> str:
        share = scheme.share(role)
        if share.form is Form.MONEY:
            return as_typed.amount(share.cents)
        return share.goods if share.form is Form.GOODS else f"{share.rate / 100:g}%" if share.form is Form.RATE else ""

    return SchemeEntry(
        scheme.referrer.form.value, what(Role.REFERRER), scheme.newcomer.form.value, what(Role.NEWCOMER), scheme.due.value,
        as_typed.amount(scheme.due_cents) if scheme.due_cents else "", str(scheme.due_visits or ""),
        str(scheme.cap_month or ""), as_typed.day(max(scheme.first, today), today),
        "" if scheme.last is None else as_typed.day(scheme.last, today),
    )  # fmt: skip
