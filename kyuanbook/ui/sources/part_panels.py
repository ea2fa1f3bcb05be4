"""The entries of 客户活动, 合作伙伴 and 授权同意, as the window opens them: by a name and what they are about."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.language import tr
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.kit.panel import Panel
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.sources.door_panel import DoorPanel
from kyuanbook.ui.sources.event_panel import EventPanel
from kyuanbook.ui.sources.invite_panel import InvitePanel
from kyuanbook.ui.sources.partner_acts import ConsentPanel, PayPanel, SentPanel
from kyuanbook.ui.sources.partner_panel import PartnerPanel

EVENT: Final = "event"  # an event's number, None for a new one
INVITE: Final = "invite"  # the event
DOOR: Final = "door"  # the event
PARTNER: Final = "partner"  # a partner's number, None for a new one
PAY: Final = "pay"  # the partner
SENT: Final = "sent"  # the customer who is sent
CONSENT_OF: Final = "consent of"  # the customer who agreed
CONSENT: Final = "consent"  # what is corrected


class PartPanels:
    """``all``: the entries; ``ways``: what each name opens. ``picked``: the customers picked in 客户."""

    def __init__(self, theme: Theme, book: Book, acts: Acts, parent: QWidget, picked: Callable[[], Sequence[int]]) -> None:
        self.event, self.invite = EventPanel(theme, book, parent), InvitePanel(theme, book, parent)
        self.door = DoorPanel(theme, book, acts, parent)
        self.partner, self.pay = PartnerPanel(theme, book, parent), PayPanel(theme, book, parent)
        self.sent, self.consent = SentPanel(theme, book, parent), ConsentPanel(theme, book, parent)
        self.all: tuple[EntryPanel, ...] = (
            self.event, self.invite, self.partner, self.pay, self.sent, self.consent
        )  # fmt: skip
        self.door.hide()
        self.ways: dict[str, tuple[Panel, Callable[[Any], None]]] = {
            EVENT: (self.event, self.event.open_for), INVITE: (self.invite, lambda i: self.invite.choose(i, picked())),
            DOOR: (self.door, self.door.open_for), PARTNER: (self.partner, self.partner.open_for),
            PAY: (self.pay, self.pay.choose), SENT: (self.sent, self.sent.choose),
            CONSENT_OF: (self.consent, self.consent.record), CONSENT: (self.consent, self.consent.change),
        }  # fmt: skip


def unsaved_words(key: Hashable, typed: Any) -> str | None:
    """What was typed in one of these and not saved, in words; None for any other."""
    kind = key[0] if isinstance(key, tuple) else None
    if kind == EVENT:
        return tr("客户活动“{name}”", name=typed.entry.name.strip() or tr("还没写名称"))
    if kind == PARTNER:
        return tr("合作伙伴“{name}”", name=typed.name.strip() or tr("还没写名称"))
    words = {
        INVITE: tr("请人的名单"), PAY: tr("一笔付款"), SENT: tr("送去合作伙伴"), CONSENT_OF: tr("授权同意"),
        CONSENT: tr("授权同意"),
    }  # fmt: skip
    return words.get(str(kind))
