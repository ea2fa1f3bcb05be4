"""The entries about events, partners, costs and consent: made with the other panels, opened by whoever wants one."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from kyuanbook.actions.costs import SpentOn
from kyuanbook.actions.done import Book
from kyuanbook.language import tr
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.sources.costs import CostPanel
from kyuanbook.ui.sources.door_panel import DoorPanel
from kyuanbook.ui.sources.event_panel import EventPanel
from kyuanbook.ui.sources.invite_panel import InvitePanel
from kyuanbook.ui.sources.partner_acts import ConsentPanel, PayPanel, SentPanel
from kyuanbook.ui.sources.partner_panel import PartnerPanel

Open = Callable[[Any, Callable[[], None]], None]


class PartPanels:
    """``open_``: shows a panel after it was made ready, or tells why it could not be."""

    def __init__(self, theme: Theme, book: Book, acts: Acts, parent: QWidget, open_: Open) -> None:
        self._open = open_
        self.event, self.invite = EventPanel(theme, book, parent), InvitePanel(theme, book, parent)
        self.door = DoorPanel(theme, book, acts, parent)
        self.cost = CostPanel(theme, book, parent)
        self.partner, self.pay = PartnerPanel(theme, book, parent), PayPanel(theme, book, parent)
        self.sent, self.consent = SentPanel(theme, book, parent), ConsentPanel(theme, book, parent)
        self.entries: tuple[EntryPanel, ...] = (
            self.event, self.invite, self.cost, self.partner, self.pay, self.sent, self.consent
        )  # fmt: skip
        self.door.hide()

    def edit_event(self, event_id: int | None) -> None:
        """Plan an event, or change it."""
        self._open(self.event, lambda: self.event.open_for(event_id))

    def invite_to(self, event_id: int, picked: Sequence[int] = ()) -> None:
        """Whom to invite; ``picked``: in 客户."""
        self._open(self.invite, lambda: self.invite.choose(event_id, picked))

    def at_door(self, event_id: int) -> None:
        """签到."""
        self._open(self.door, lambda: self.door.open_for(event_id))

    def record_cost(self, on: SpentOn) -> None:
        """What was spent."""
        self._open(self.cost, lambda: self.cost.record(on))

    def change_cost(self, cost_id: int) -> None:
        """Correct it."""
        self._open(self.cost, lambda: self.cost.change(cost_id))

    def edit_partner(self, partner_id: int | None) -> None:
        """Enter a partner, or change it."""
        self._open(self.partner, lambda: self.partner.open_for(partner_id))

    def pay_partner(self, partner_id: int) -> None:
        """What was paid."""
        self._open(self.pay, lambda: self.pay.choose(partner_id))

    def send(self, customer_id: int) -> None:
        """送去别家."""
        self._open(self.sent, lambda: self.sent.choose(customer_id))

    def record_consent(self, customer_id: int) -> None:
        """What they agreed to."""
        self._open(self.consent, lambda: self.consent.record(customer_id))

    def change_consent(self, consent_id: int) -> None:
        """Correct it."""
        self._open(self.consent, lambda: self.consent.change(consent_id))

    def ways(self) -> dict[object, Callable[..., None]]:
        """How what was put by is shown again, by what its key begins with."""
        return {
            "event": self.edit_event, "invite": self.invite_to, "cost of": self.record_cost, "cost": self.change_cost,
            "partner": self.edit_partner, "pay": self.pay_partner, "sent": self.send, "consent of": self.record_consent,
            "consent": self.change_consent,
        }  # fmt: skip


def unsaved_part(key: Hashable, typed: Any) -> str | None:
    """What was typed here and not saved, in words; None: it is none of these entries."""
    kind = key[0] if isinstance(key, tuple) else None
    if kind == "event":
        return tr("活动“{name}”", name=typed.entry.name.strip())
    if kind == "partner":
        return tr("合作伙伴“{name}”", name=typed.name.strip())
    words = {
        "invite": tr("请人的名单"), "cost of": tr("一笔花费"), "cost": tr("一笔花费"), "pay": tr("一笔付款"),
        "sent": tr("送去合作伙伴"), "consent of": tr("授权同意"), "consent": tr("授权同意"),
    }  # fmt: skip
    return words.get(str(kind))
