"""What is done from the card about partners and consent."""

from typing import Final, Protocol

from PySide6.QtCore import SignalInstance

from kyuanbook.actions.done import Book, Done
from kyuanbook.ui.pages.card_known import Known
from kyuanbook.ui.shell.acts import Acts

SENT: Final = "sent"  # as ``ui.sources.part_panels`` calls them, which comes in with the panels
CONSENT_OF: Final = "consent of"
CONSENT: Final = "consent"


class Page(Protocol):
    """What of the card is needed."""

    book: Book
    acts: Acts
    known: Known
    customer_id: int | None
    entry_wanted: SignalInstance


def join(page: Page) -> None:
    """Lead what the two parts want to where it goes. What writes is imported when it is wanted: the card is shown without."""
    parts, consents = page.known.partners, page.known.consents

    def send(partner: int) -> None:
        from kyuanbook.actions.partners import send_to_partner

        who = page.customer_id
        if who is not None:
            page.acts.attempt(lambda: send_to_partner(page.book, customer_id=who, partner_id=partner))

    def unsend(sent: int) -> None:
        from kyuanbook.actions.partners import unsend as act

        page.acts.attempt(lambda: act(page.book, sent_id=sent))

    def withdraw(consent: int) -> None:
        from kyuanbook.actions.consents import withdraw_consent

        page.acts.attempt(lambda: withdraw_consent(page.book, consent_id=consent))

    def remove(consent: int) -> None:
        from kyuanbook.actions.consents import remove_consent

        def struck() -> Done:
            return remove_consent(page.book, consent_id=consent)

        page.acts.attempt(struck)

    parts.send_wanted.connect(send)
    parts.unsend_wanted.connect(unsend)
    parts.other_wanted.connect(lambda: page.entry_wanted.emit(SENT, page.customer_id))
    consents.record_wanted.connect(lambda: page.entry_wanted.emit(CONSENT_OF, page.customer_id))
    consents.edit_wanted.connect(lambda consent: page.entry_wanted.emit(CONSENT, consent))
    consents.withdraw_wanted.connect(withdraw)
    consents.remove_wanted.connect(remove)
