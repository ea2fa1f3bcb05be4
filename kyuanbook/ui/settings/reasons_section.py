"""流失、挽回: which reasons are offered, and whether a share of those who stay away is left alone by lot."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import lapse as acts_of_lapse
from kyuanbook.actions import shop as acts_of_shop
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.queries import lapse, shop
from kyuanbook.language import tr, trn
from kyuanbook.rules.winback import OFFERED_SHARE, USUAL, planned
from kyuanbook.ui.kit.choices import Choice, Tick
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field, Form
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.rows import OneLine
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Label, Prose
from kyuanbook.ui.pages.section import SIDES
from kyuanbook.ui.settings.ordered import OrderedSection, how_many
from kyuanbook.ui.shell.acts import Acts

SHARES = (10, 20, 30, 50)  # percent


class ReasonsSection(OrderedSection[lapse.ReasonRow]):
    """The reasons at the left, in the order in which they are offered; at the right the share."""

    def __init__(self, theme: Theme, book: Book, acts: Acts) -> None:
        super().__init__(theme, book, acts, tr("流失原因"), lead_width=28)
        self._make_reasons(theme)
        self.held = Tick(theme, tr("每份名单抽签留下几位不打"))
        self.share = Combo(theme, [Choice(str(n), f"{n}%") for n in SHARES])
        self.share.setAccessibleName(tr("留下多少"))
        self.needed = Prose(theme, "", size=13)
        self._lay_out(theme)
        self._connect()

    def _make_reasons(self, theme: Theme) -> None:
        self.form = Form(theme)
        self.line = Line(theme)
        self.form.add("name", Field(theme, tr("新的原因"), self.line, hint=tr("Enter 加上")))
        self.renaming = Label(theme, "", size=13, ink="ink2", icon="pencil")
        self.renaming.hide()

    def _lay_out(self, theme: Theme) -> None:
        listed, lot = Part(theme), Part(theme)
        left = column(theme, listed, gap=8, margins=SIDES)
        left.addWidget(self.list_head)
        left.addWidget(self.form)
        left.addWidget(self.renaming)
        left.addLayout(Bleed(theme, self.list), 1)
        right = column(theme, lot, gap=8, margins=SIDES)
        right.addWidget(Heading(theme, tr("打电话有没有用")))
        right.addWidget(
            Prose(theme, tr("久没来的人里，有些本来就会再来。想知道电话起了多大作用，就每次抽签留下几位不打，到时候两边比一比。"))
        )
        right.addWidget(self.held)
        many = row(theme)
        many.addWidget(self.share)
        many.addStretch(1)
        right.addLayout(many)
        right.addWidget(self.needed)
        right.addWidget(
            Prose(
                theme, size=13,
                text=tr("该打的电话、预警和流失的名单才抽。抽中的人不印在纸上，也不排进今日，等满以前不再抽；打印时可以选“这份全都打”。"),
            )
        )  # fmt: skip
        right.addStretch(1)
        self.side_by_side(listed, lot, (55, 45))

    def _connect(self) -> None:
        self.form.submitted.connect(self.store)
        self.held.clicked.connect(lambda: self.store_share())
        self.share.chosen.connect(lambda _: self.store_share())

    def first(self) -> QWidget:
        """The line for a new reason."""
        return self.line

    def read(self) -> None:
        """All reasons, those put away too, and the share."""
        with self.book.read() as sql:
            self.rows = lapse.reasons(sql, hidden=True, counted=True)
            share = shop.settings(sql).hold_back
        self.list.show_rows([_line(i, one) for i, one in enumerate(self.rows, 1)])
        self.list_head.note.set_text(how_many(self.rows, lambda n: trn("{n} 个", n)))
        if self.row(self.editing) is None:
            self._show_editing(None)
        self.show_foot()
        self._show_share(share)

    # names -----------------------------------------------------------------------------------------------------------------

    def edit(self, row_id: int) -> None:
        """Put a reason's name into the line."""
        one = self.row(row_id)
        if one is None:
            return
        self._show_editing(row_id)
        self.form.complain(())
        self.line.setText(one.name)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    def _show_editing(self, reason_id: int | None) -> None:
        self.editing = reason_id
        one = self.row(reason_id)
        self.renaming.setVisible(one is not None)
        if one is not None:
            self.renaming.set_text(tr("给“{name}”改名，Enter 存，Esc 不改", name=one.name))

    def store(self) -> None:
        """Add what was typed, or call the one in hand so."""
        one, typed = self.editing, self.line.text()
        if one is None:
            if self.do(self.form, lambda: acts_of_lapse.add_reason(self.book, name=typed)) is not None:
                self.line.setText("")
        elif self.do(self.form, lambda: acts_of_lapse.change_reason(self.book, reason_id=one, name=typed)) is not None:
            self.leave()

    def leave(self) -> None:
        """Back to adding, and to the list."""
        self._show_editing(None)
        self.form.complain(())
        self.line.setText("")
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _order(self, ids: Sequence[int]) -> Done:
        return acts_of_lapse.order_reasons(self.book, reason_ids=ids)

    def _put_away(self, row_id: int, hidden: bool) -> Done:
        return acts_of_lapse.hide_reason(self.book, reason_id=row_id, hidden=hidden)

    # the share ---------------------------------------------------------------------------------------------------------------

    def _show_share(self, share: float) -> None:
        percent = round((share or OFFERED_SHARE) * 100)
        if percent not in SHARES:
            self.share.set_choices([Choice(str(n), f"{n}%") for n in sorted({*SHARES, percent})])
        self.held.setChecked(share > 0)
        self.share.choose(str(percent))
        self.share.setEnabled(share > 0)
        needed = planned(USUAL, percent / 100)
        self.needed.setText(
            tr("照 {percent}% 留，名单上前后大约要有 {n} 位，才看得出电话多请回来两成。", percent=percent, n=needed)
        )

    def store_share(self) -> None:
        """Keep the share; none while the box is empty."""
        share = int(self.share.choice()) / 100 if self.held.isChecked() else 0.0
        self.do(None, lambda: acts_of_shop.set_shop(self.book, hold_back=share))


def _line(place: int, one: lapse.ReasonRow) -> OneLine:
    used = trn("{n} 位", one.used) if one.used else ""
    return OneLine(one.id, str(place), one.name, note=tr("已停用") if one.hidden else "", end=used)
