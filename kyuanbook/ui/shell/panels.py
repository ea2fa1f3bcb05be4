"""The entry panels: one of each, so that what was typed in it is still there when it is reopened."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries import lookups
from kyuanbook.book.queries.lapse import said
from kyuanbook.book.queries.surveys import surveys
from kyuanbook.book.queries.touches import touch as touch_of
from kyuanbook.language import tr
from kyuanbook.rules.touches import Outcome
from kyuanbook.ui.entry.contact_panels import BecomePanel, ContactPanel, SaidPanel, TiePanel
from kyuanbook.ui.entry.customer_panel import CustomerPanel
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.entry.feedback_panel import FeedbackPanel
from kyuanbook.ui.entry.merge_panel import MergePanel
from kyuanbook.ui.entry.relation_panel import RelationPanel
from kyuanbook.ui.entry.reply_panel import ReplyPanel
from kyuanbook.ui.entry.survey_panel import SurveyPanel
from kyuanbook.ui.entry.touch_panel import TouchPanel
from kyuanbook.ui.entry.visit_panel import VisitPanel
from kyuanbook.ui.followups.plan_panel import PlanPanel
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.panel import Panel
from kyuanbook.ui.kit.shapes import stage_word
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.pages.lapse_panels import AttemptPanel, ReasonPanel
from kyuanbook.ui.pages.small_panels import PinPanel, TagPanel
from kyuanbook.ui.pages.tier_panel import PinTierPanel
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.navigation import CUSTOMERS
from kyuanbook.ui.shell.unsaved import unsaved_words
from kyuanbook.ui.sources.panels import SourcePanels
from kyuanbook.ui.sources.part_panels import PartPanels
from kyuanbook.ui.sources.reward_panels import GivePanel, SchemePanel


class Panels(QObject):
    """Opens an entry beside the page. ``added``: a new customer was entered, and no visit of theirs follows at once.

    ``card_wanted``: the owner found who they were typing already in the book. ``receipt_wanted``: a reward was given.
    """

    added = Signal(int)
    card_wanted = Signal(int)
    receipt_wanted = Signal(int)

    def __init__(self, frame: Frame, book: Book, theme: Theme, acts: Acts) -> None:
        super().__init__(frame)
        self._frame, self._book, self._acts = frame, book, acts
        self._visit_follows = False
        self._nothing_follows = False  # what is saved is saved because the window closes
        self._then: tuple[Callable[[int], object], int] | None = None
        frame.panels.closed.connect(self._closed)
        self.visit = VisitPanel(theme, book, frame)
        self.customer = CustomerPanel(theme, book, frame)
        self.tags = TagPanel(theme, book, frame)
        self.pins = PinPanel(theme, book, frame)
        self.pin_tiers = PinTierPanel(theme, book, frame)
        self.touch = TouchPanel(theme, book, frame)
        self.why, self.attempt = ReasonPanel(theme, book, frame), AttemptPanel(theme, book, frame)
        self.feedback, self.reply = FeedbackPanel(theme, book, frame), ReplyPanel(theme, book, frame)
        self.survey, self.plans = SurveyPanel(theme, book, frame), PlanPanel(theme, book, frame)
        self.sources, self.part = SourcePanels(theme, book, frame), PartPanels(theme, book, acts, frame, self._picked)
        self.give, self.scheme = GivePanel(theme, book, frame), SchemePanel(theme, book, frame)
        self.relation, self.contact = RelationPanel(theme, book, frame), ContactPanel(theme, book, frame)
        self.said, self.become = SaidPanel(theme, book, frame), BecomePanel(theme, book, frame)
        self.tie, self.merging = TiePanel(theme, book, frame), MergePanel(theme, book, frame)
        self._all: tuple[EntryPanel, ...] = (
            self.visit, self.customer, self.tags, self.pins, self.pin_tiers, self.touch, self.why, self.attempt,
            self.feedback, self.reply, self.survey, self.plans, *self.sources.all, *self.part.all, self.give, self.scheme,
            self.relation, self.contact, self.said, self.become, self.tie, self.merging,
        )  # fmt: skip
        for panel in self._all:
            panel.hide()
            panel.done.connect(self._visit_done if panel is self.visit else acts.tell)
        self.customer.done.connect(self._customer_done)
        self.become.done.connect(self._became_customer)
        self.touch.done.connect(self._touch_done)
        self.give.receipt_wanted.connect(self._receipt_follows)
        self.customer.opened.connect(self.card_wanted)
        self.visit.new_wanted.connect(self._new_for_visit)
        self.visit.turned_down.connect(acts.dismiss_suggestion)

    def _open(self, panel: Panel, begin: Callable[[], None]) -> None:
        try:
            begin()
        except BookError as error:
            self._acts.tell_error(error)
        else:
            self._frame.open_panel(panel)

    def record_visit(self, customer_id: int | None, campaign_id: int | None = None) -> None:
        """F3: a visit of the customer in hand, or of one still to be picked; ``campaign_id``: what they came by."""
        self._open(self.visit, lambda: self.visit.record(customer_id, campaign_id))

    def change_visit(self, visit_id: int) -> None:
        """Correct a visit."""
        self._open(self.visit, lambda: self.visit.change(visit_id))

    def record_touch(self, customer_id: int | None) -> None:
        """F5: a touch of the customer in hand, or of one still to be picked."""
        self._open(self.touch, lambda: self.touch.record(customer_id))

    def change_touch(self, touch_id: int) -> None:
        """Correct a touch."""
        self._open(self.touch, lambda: self.touch.change(touch_id))

    def record_feedback(self, customer_id: int | None, visit_id: int | None = None) -> None:
        """满意度 of the customer in hand, or of one still to be picked; about the visit in hand."""
        self._open(self.feedback, lambda: self.feedback.record(customer_id, visit_id))

    def change_feedback(self, feedback_id: int) -> None:
        """Correct a 满意度."""
        self._open(self.feedback, lambda: self.feedback.change(feedback_id))

    def record_reply(
        self, customer_id: int | None, survey_id: int | None = None, list_row_id: int | None = None
    ) -> None:
        """A 问卷 answered by the customer in hand, or by one still to be picked; ``list_row_id``: the row of the printed list
        that asks it."""
        with self._book.read() as sql:
            there = any(one.questions for one in surveys(sql, hidden=survey_id is not None))
        if there:
            self._open(self.reply, lambda: self.reply.record(customer_id, survey_id, list_row_id))
        else:
            self._acts.say(tr("还没有问卷，先到“分析 → 问卷”里按 Ctrl+N 做一份"))

    def change_reply(self, reply_id: int) -> None:
        """Correct a reply."""
        self._open(self.reply, lambda: self.reply.change(reply_id))

    def edit_survey(self, survey_id: int | None) -> None:
        """Make a 问卷, or change one."""
        self._open(self.survey, lambda: self.survey.open_for(survey_id))

    def add_customer(self, typed: str = "", campaign_id: int | None = None) -> None:
        """F4: a new customer; ``typed``: what stood in the search; ``campaign_id``: what they came by."""
        self._visit_follows = False
        self._open(self.customer, lambda: self.customer.new(typed, campaign_id))

    def change_customer(self, customer_id: int) -> None:
        """F2."""
        self._visit_follows = False
        self._open(self.customer, lambda: self.customer.edit(customer_id))

    def tag(self, customer_ids: Sequence[int]) -> None:
        """加标签 to these."""
        if customer_ids:
            self._open(self.tags, lambda: self.tags.choose(customer_ids))

    def pin(self, customer_id: int) -> None:
        """手工标注."""
        with self._book.read() as sql:
            card = cards.card(sql, self._book.rhythms, customer_id, self._book.today())
        stage = card.pin.stage if card is not None and card.pin is not None else None
        self._open(self.pins, lambda: self.pins.choose(customer_id, stage))

    def own_acts(self) -> Sequence[Act]:
        """What can be done in the entry that stands open and nowhere else."""
        panel = self._frame.panels.panel
        return panel.own_acts() if isinstance(panel, VisitPanel | SurveyPanel) else ()

    def pin_tier(self, customer_id: int) -> None:
        """标等级."""
        self._open(self.pin_tiers, lambda: self.pin_tiers.choose(customer_id))

    def note_reason(self, customer_id: int) -> None:
        """流失原因."""
        self._open(self.why, lambda: self.why.choose(customer_id))

    def plan(self, customer_id: int) -> None:
        """安排回访."""
        self._open(self.plans, lambda: self.plans.choose(customer_id))

    def give_reward(self, customer_id: int) -> None:
        """给介绍奖励."""
        self._open(self.give, lambda: self.give.choose(customer_id))

    def change_scheme(self) -> None:
        """转介绍奖励办法."""
        self._open(self.scheme, self.scheme.open_now)

    def _receipt_follows(self, entry: int) -> None:
        """The reward was given: when the panel is gone its receipt is shown."""
        self._then = (self.receipt_wanted.emit, entry)

    def relate(self, customer_id: int) -> None:
        """加关系."""
        self._open(self.relation, lambda: self.relation.choose(customer_id))

    def merge(self, customer_id: int, other_id: int | None = None) -> None:
        """合并客户: whoever is picked goes into this one."""
        self._open(self.merging, lambda: self.merging.choose(customer_id, other_id))

    def edit_contact(self, contact_id: int | None) -> None:
        """A social contact, new or corrected."""
        self._open(self.contact, lambda: self.contact.open_for(contact_id))

    def note_said(self, contact_id: int) -> None:
        """What a social contact said."""
        self._open(self.said, lambda: self.said.choose(contact_id))

    def make_customer(self, contact_id: int) -> None:
        """A social contact becomes a customer."""
        self._open(self.become, lambda: self.become.choose(contact_id))

    def tie_contact(self, contact_id: int) -> None:
        """A social contact is one who is known."""
        self._open(self.tie, lambda: self.tie.choose(contact_id))

    def record_attempt(self, customer_ids: Sequence[int]) -> None:
        """挽回 of these."""
        if customer_ids:
            self._open(self.attempt, lambda: self.attempt.record(customer_ids))

    def change_attempt(self, attempt_id: int) -> None:
        """Correct what was tried."""
        self._open(self.attempt, lambda: self.attempt.change(attempt_id))

    def open_entry(self, which: str, of: object) -> None:
        """An entry of 来源, by its name."""
        ways: dict[str, tuple[Panel, Callable[[Any], None]]] = {**self.sources.ways, **self.part.ways}
        panel, begin = ways[which]
        self._open(panel, lambda: begin(of))

    def is_open(self) -> bool:
        """Whether an entry is under way beside the page; help is none."""
        return self._frame.panels.holds()

    def unsaved(self) -> tuple[Hashable, ...]:
        """The entries in which something was typed that is not saved, open or put by."""
        return tuple(key for panel in self._all for key in panel.unsaved())

    def unsaved_words(self) -> list[str]:
        """The same in words: of whom, and what."""
        return [unsaved_words(self._book, key, panel.typed(key)) for panel in self._all for key in panel.unsaved()]

    def put_by(self) -> None:
        """Nothing stands beside the page any more; what was typed waits."""
        while self._frame.panel() is not None:
            self._frame.close_panel()

    def save_unsaved(self) -> bool:
        """Save what was typed, first what stands open; False at the first that can't be: it stands open and says why. Not what
        is done by hand alone."""
        left = [key for key in self.unsaved() if key not in self.only_by_hand()]
        return all(self._save(key) for key in sorted(left, key=lambda key: self._at(key) is not self._frame.panel()))

    def only_by_hand(self) -> tuple[Hashable, ...]:
        """Of :meth:`unsaved`, what is not carried out by the way when all is saved."""
        return tuple(key for panel in self._all if panel.by_hand for key in panel.unsaved())

    def show_by_hand(self) -> None:
        """Show the first of these, if any, and say why it was not done."""
        for key in self.only_by_hand()[:1]:
            self.put_by()
            self.reopen(key)
            self._at(key).say_by_hand()

    def _at(self, key: Hashable) -> EntryPanel:
        return next(panel for panel in self._all if key in panel.unsaved())

    def _save(self, key: Hashable) -> bool:
        panel = self._at(key)
        if self._frame.panel() is not panel or not panel.stands(key):
            self.put_by()
            self.reopen(key)
        if not panel.stands(key):  # the book can't be read, or whom it is about is gone: that was told
            return False
        self._nothing_follows = True
        try:
            panel.submit()
        finally:
            self._nothing_follows = False
        return key not in panel.unsaved()

    def reopen(self, key: Hashable) -> None:
        """Show again what was put by under ``key``."""
        ways: dict[object, Callable[..., None]] = {
            "visit of": self.record_visit, "visit": self.change_visit, "new": self.add_customer,
            "edit": self.change_customer, "tag": self.tag, "pin": self.pin, "tier": self.pin_tier,
            "touch of": self.record_touch, "touch": self.change_touch, "said of": self.record_feedback,
            "said": self.change_feedback, "reply of": lambda pair: self.record_reply(*pair), "reply": self.change_reply,
            "survey": self.edit_survey,
            "why": self.note_reason, "try": self.record_attempt, "tried": self.change_attempt,
            "plan": self.plan, "give": self.give_reward, "scheme": lambda _: self.change_scheme(),
            "relation": self.relate, "contact": self.edit_contact, "said of contact": self.note_said,
            "become": self.make_customer, "tie": self.tie_contact, "merge customers": self.merge,
        }  # fmt: skip
        if isinstance(key, tuple) and not self.is_open():
            if key[0] in self.sources.ways or key[0] in self.part.ways:
                self.open_entry(key[0], key[1])
            else:
                ways[key[0]](key[1])

    def _picked(self) -> Sequence[int]:
        """The customers picked in 客户."""
        page = self._frame.peek(CUSTOMERS)
        return page.picked() if isinstance(page, BookPage) else ()

    def _new_for_visit(self, name: str) -> None:
        self.add_customer(name)
        self._visit_follows = True

    def _visit_done(self, done: Done) -> None:
        """With the notice goes the stage that the visit changed."""
        before, customers = self.visit.who.stage.stage, done.changed.customers
        turned = ""
        if before and customers is not None and len(customers) == 1:
            with self._book.read() as sql:
                stage = lookups.stage_of(sql, next(iter(customers)), self._book.today())
            if stage is not None and stage.value != before:
                turned = f"{stage_word(before)} → {stage_word(stage.value)}"
        self._acts.tell(done, turned)

    def _customer_done(self, done: Done) -> None:
        if done.id is None or done.changed.label.key != "did_add_customer":
            return
        follows, self._visit_follows = self._visit_follows, False
        self._then = (self.record_visit if follows else self.added.emit, done.id)

    def _became_customer(self, done: Done) -> None:
        if done.id is not None:
            self._then = (self.added.emit, done.id)

    def _touch_done(self, done: Done) -> None:
        """拒绝, by somebody who used to come: the reason is asked for, unless it is known why they stay away."""
        if done.id is None or done.changed.label.key != "did_record_touch":
            return
        with self._book.read() as sql:
            customer, touch = found if (found := touch_of(sql, done.id)) is not None else (0, None)
            card = cards.card(sql, self._book.rhythms, customer, self._book.today()) if touch is not None else None
            known = [one for one in said(sql, customer) if card is not None and one.day >= (card.last_day or 0)]
        if touch is not None and touch.outcome == Outcome.REFUSED and card is not None and card.came and not known:
            self._then = (self.note_reason, customer)

    def _closed(self) -> None:
        """The panel is gone and the focus back on the page: now the next thing may open."""
        then, self._then = self._then, None
        if then is not None and not self._nothing_follows:
            then[0](then[1])
