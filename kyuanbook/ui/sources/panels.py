"""The entries of 渠道 and 推广活动, as the window opens them: by a name and what they are about."""

from collections.abc import Callable, Hashable
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.language import tr
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.sources.campaign_panel import CampaignPanel
from kyuanbook.ui.sources.channel_panels import ChannelPanel, MergePanel
from kyuanbook.ui.sources.cost_panel import CostPanel, PaidFor, paid_for

CAMPAIGN: Final = "campaign"  # a campaign's number, None for a new one
CHANNEL: Final = "channel"  # a source's number, None for a new one
MERGE: Final = "merge"  # the source that is merged
COST_OF: Final = "cost of"  # a PaidFor
COST: Final = "cost"  # the payment that is corrected


class SourcePanels:
    """``all``: the panels; ``ways``: what each name opens."""

    def __init__(self, theme: Theme, book: Book, parent: QWidget) -> None:
        self.campaign, self.cost = CampaignPanel(theme, book, parent), CostPanel(theme, book, parent)
        self.channel, self.merge = ChannelPanel(theme, book, parent), MergePanel(theme, book, parent)
        self.all: tuple[EntryPanel, ...] = (self.campaign, self.channel, self.merge, self.cost)
        self.ways: dict[str, tuple[EntryPanel, Callable[[Any], None]]] = {
            CAMPAIGN: (self.campaign, self.campaign.open_for), CHANNEL: (self.channel, self.channel.open_for),
            MERGE: (self.merge, self.merge.choose), COST_OF: (self.cost, self.cost.record), COST: (self.cost, self.cost.change),
        }  # fmt: skip


def unsaved_words(book: Book, key: Hashable, typed: Any) -> str | None:
    """What was typed in one of these and not saved, in words; None for any other."""
    assert isinstance(key, tuple)
    kind, of = key
    if kind == CAMPAIGN:
        return tr("活动“{name}”", name=typed.entry.name.strip() or tr("还没写名称"))
    if kind == CHANNEL:
        return tr("来源“{name}”", name=typed[0].strip() or tr("还没写名称"))
    if kind == MERGE:
        return tr("来源并入别的")
    if kind == COST_OF:
        return tr("{name}的花费", name=paid_for(book, of))
    return tr("一笔花费") if kind == COST else None


__all__ = ["CAMPAIGN", "CHANNEL", "COST", "COST_OF", "MERGE", "PaidFor", "SourcePanels", "unsaved_words"]
