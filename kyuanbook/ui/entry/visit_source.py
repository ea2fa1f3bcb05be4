"""What brought a visit: one field of 记到店, asked at once while anything is running, else begun by a quiet link."""

from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries import campaigns
from kyuanbook.book.queries.campaigns import CampaignRow
from kyuanbook.language import tr
from kyuanbook.rules.entries import VisitEntry
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.entry.sources import campaign_option, find_source, no_source, picked_source, source_option
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.part import Bleed, row
from kyuanbook.ui.kit.picker import Picker
from kyuanbook.ui.kit.theme import Theme


class VisitSource(QObject):
    """Builds the field into the panel's form, reads and fills it."""

    def __init__(self, theme: Theme, book: Book, panel: EntryPanel) -> None:
        super().__init__(panel)
        self._book = book
        self.picker = Picker(theme, find_source(book), placeholder=tr("可不填：来源、活动，或券上的编号"), nothing=no_source)
        self.field = Field(theme, tr("这次怎么来的"), self.picker)
        panel.form.add("source", panel.watch("source", self.field))
        self.more = Button(theme, tr("这次怎么来的"), kind="link", icon="plus")
        self.more.clicked.connect(self._begin)
        self.more_row = QWidget()
        across = row(theme, self.more_row)
        across.addLayout(Bleed(theme, self.more, left=6, right=-6))
        across.addStretch(1)
        panel.form.add_widget(self.more_row)

    def stops(self) -> tuple[QWidget, ...]:
        """In Tab order."""
        return self.picker, self.more

    def named(self) -> dict[str, Any]:
        """As it goes into a :class:`VisitEntry`."""
        return {**picked_source(self.picker)._asdict(), "source": self.picker.text()}

    def fill(self, entry: VisitEntry) -> None:
        """Show what is named, or typed and is none."""
        option = source_option(entry.channel_id, entry.campaign_id, entry.source)
        self.picker.choose(option)
        if option is None:
            self.picker.setText(entry.source)
        self._show(bool(entry.source) or self._anything_running())

    def name(self, one: CampaignRow) -> None:
        """They came by this campaign."""
        self.picker.choose(campaign_option(one))
        self._show(True)

    def ask(self) -> None:
        """Have the field in sight."""
        self._show(True)

    def _show(self, asked: bool) -> None:
        self.field.setVisible(asked)
        self.more_row.setVisible(not asked)

    def _begin(self) -> None:
        self._show(True)
        self.picker.setFocus(Qt.FocusReason.OtherFocusReason)

    def _anything_running(self) -> bool:
        try:
            with self._book.read() as sql:
                return bool(campaigns.running(sql, self._book.today()))
        except BookError:  # saving will say what is the matter
            return False
