"""The menu of a table's head: which columns stand, and what can be done with the one in hand."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from kyuanbook.language import tr

if TYPE_CHECKING:
    from kyuanbook.ui.kit.arranged import ArrangedTable

NARROWER, WIDER, LEFTWARD, RIGHTWARD = "Alt+Left", "Alt+Right", "Ctrl+Shift+Left", "Ctrl+Shift+Right"


def fill_menu(menu: QMenu, table: "ArrangedTable", key: str) -> QMenu:
    """Fill ``menu``; ``key``: the column in hand, under the mouse or sorted by."""
    looks = table.looks()
    for column in table.offered():
        action = menu.addAction(column.title)
        action.setCheckable(True)
        action.setChecked(column.key not in looks.hidden)
        action.setEnabled(column.key != table.columns[0].key)
        action.toggled.connect(lambda on, k=column.key: table.put_away(k, not on))
    menu.addSeparator()
    title = next((column.title for column in table.columns if column.key == key), "")
    if title:
        _add_acts(menu, table, key, title)
        menu.addSeparator()
    back = menu.addAction(tr("恢复默认列"))
    back.setEnabled(table.is_changed())
    back.triggered.connect(lambda: table.set_looks(table.own_looks()))
    return menu


def _add_acts(menu: QMenu, table: "ArrangedTable", key: str, title: str) -> None:
    acts: list[tuple[str, str, Callable[[], None]]] = [
        (tr("“{column}”宽一点", column=title), WIDER, lambda: table.widen(key, 1)),
        (tr("“{column}”窄一点", column=title), NARROWER, lambda: table.widen(key, -1)),
        (tr("“{column}”正好放下", column=title), "", lambda: table.fit(key)),
        (tr("“{column}”往左移", column=title), LEFTWARD, lambda: table.move_column(key, -1)),
        (tr("“{column}”往右移", column=title), RIGHTWARD, lambda: table.move_column(key, 1)),
    ]
    for words, keys, act in acts:
        shown = keys.replace("+", " ").replace("Left", "←").replace("Right", "→")
        action = menu.addAction(f"{words}\t{shown}" if shown else words)
        action.triggered.connect(lambda _=False, a=act: a())
        action.setEnabled(table.can_move(key) if "Ctrl" in keys else not table.takes_rest(key))
