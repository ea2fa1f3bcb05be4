"""客户细分: the owner's own groups of customers at the left, one being built or changed at the right."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from kyuanbook.actions import segments as acts_of_segments
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.exporting import export_people
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries.customers import Filter, customer_count
from kyuanbook.book.queries.segment_words import Ask, asks, sentence
from kyuanbook.book.queries.segments import segments, size
from kyuanbook.language import tr, trn
from kyuanbook.rules.segments import Conditions
from kyuanbook.rules.words import Refused
from kyuanbook.ui.analysis.section import AnalysisSection
from kyuanbook.ui.analysis.segment_editor import SegmentEditor
from kyuanbook.ui.analysis.segment_table import Counted, SegmentTable
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Tick
from kyuanbook.ui.kit.flow import Flow
from kyuanbook.ui.kit.part import Bleed, Part, column
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Empty, Heading, Prose
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.pages.section import SIDES, on_key
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import RowMenu

PAUSE = 200  # ms after a change before the customers are counted anew
SUFFIX = ".csv"


class Found(NamedTuple):
    """What one look at the book gives."""

    known: dict[str, Ask]
    counted: tuple[Counted, ...]
    of: int


class SegmentsSection(AnalysisSection):
    """Counts off the GUI thread."""

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, acts, runner, parent)
        self._of = 0
        self._given: Conditions = ()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.count)
        self.dialog: QFileDialog | None = None
        self._make_list(theme)
        self.editor = SegmentEditor(theme)
        self._lay_out(theme)
        self._connect()

    def _make_list(self, theme: Theme) -> None:
        self.head = Heading(theme, tr("客户细分"))
        self.new = Button(theme, tr("新的客户细分"), kind="link", icon="plus", key="Ctrl+N")
        self.head.add(self.new)
        self.table = SegmentTable(theme)
        self.reads = Prose(theme, "", size=15, ink="ink")
        self.look = Button(theme, tr("看这些人"), icon="users", key="Enter", small=True)
        self.print_list = Button(theme, tr("打印这些人"), icon="printer", key="Ctrl+Enter", bind=False, small=True)
        self.change = Button(theme, tr("改"), icon="pencil", key="Ctrl+M", bind=False, small=True)
        self.export = Button(theme, tr("导出表格"), icon="file-spreadsheet", key="Ctrl+Shift+S", bind=False, small=True)
        self.remove = Button(theme, tr("删去"), icon="trash-2", key="Del", bind=False, small=True, danger=True)
        self.buttons = Flow(theme, (self.look, self.print_list, self.export, self.change, self.remove), gap=8)
        self.phones = Tick(theme, tr("导出的表格带电话"))
        self.empty = Empty(
            theme, tr("还没有客户细分"), tr("想常看的一批人，选几个条件存在这里；谁符合谁在里面，不用自己加减。")
        )

    def _lay_out(self, theme: Theme) -> None:
        left, right = Part(theme), Part(theme)
        down = column(theme, left, margins=SIDES)
        down.addWidget(self.head)
        down.addLayout(Bleed(theme, self.table))
        for widget in (self.reads, self.buttons, self.phones):
            down.addSpacing(theme.px(10))
            down.addWidget(widget)
        down.addWidget(self.empty)
        down.addStretch(1)
        beside = column(theme, right, margins=SIDES)
        beside.addWidget(self.editor)
        beside.addStretch(1)
        self.side_by_side(left, right, (48, 52))

    def _connect(self) -> None:
        self.new.clicked.connect(self.begin)
        self.table.opened.connect(lambda _: self.open_people())
        self.table.list_wanted.connect(self.open_list)
        self.table.move_wanted.connect(self.move_row)
        self.table.moved.connect(lambda _: self._show_reads())
        self.menu = RowMenu(self.table, lambda: (self._row_acts(),))
        for button, do in (
            (self.look, self.open_people), (self.print_list, self.open_list), (self.export, self.ask_file),
            (self.change, self.edit), (self.remove, self.delete),
        ):  # fmt: skip
            button.clicked.connect(do)
            if button.key not in ("Enter", "Ctrl+Enter"):
                on_key(self.table, button.key, do)
        self.editor.typed.connect(self._pause.start)
        self.editor.save_wanted.connect(self.save)
        self.editor.leave_wanted.connect(self.give_up)

    # reading -----------------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """All segments with their people of today."""
        today = self.book.today()

        def look() -> Found:
            with self.book.read() as sql:
                known, of = asks(sql), customer_count(sql)
                counted = tuple(
                    Counted(one, sentence(one.conditions, known), size(sql, one.conditions, today), of)
                    for one in segments(sql)
                )
                return Found(known, counted, of)

        self.behind(look, self._show, "all")

    def _show(self, found: Found) -> None:
        self._of = found.of
        self.editor.offer(found.known, self.book.today())
        self.table.show_counted(found.counted)
        for part in (self.table, self.reads, self.buttons, self.phones):
            part.setVisible(bool(found.counted))
        self.empty.setVisible(not found.counted)
        self.head.note.set_text(trn("{n} 个", len(found.counted)) if found.counted else "")
        editing = self.editor.editing
        if editing is not None and editing.id not in self.table.counted:  # deleted, or undone, meanwhile
            self.editor.editing = None
            self.editor.put(self.editor.name.text(), self.editor.conditions()[0])
        if self._given:
            self._take_given()
        self._show_reads()
        self.count()

    def _show_reads(self) -> None:
        one = self.table.in_hand()
        self.reads.setText("" if one is None else one.reads + tr("。"))

    def count(self) -> None:
        """How many belong to what is being built."""
        self._pause.stop()
        today, conditions = self.book.today(), self.editor.countable()
        self.editor.check()
        if conditions is None:
            self.overtake("count")
            self.editor.show_count(None, self._of)
            return
        wanted: Conditions = conditions

        def look() -> tuple[int, int]:
            with self.book.read() as sql:
                return size(sql, wanted, today), customer_count(sql)

        self.behind(look, lambda found: self.editor.show_count(*found), "count")

    # building ----------------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Another one; what was being built and is not saved stays."""
        if self.editor.editing is not None or not self.editor.touched():
            self.editor.show_segment(None)
        self.editor.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_with(self, conditions: Conditions) -> None:
        """One of a filter of 客户; the name is wanted. Shown as soon as what can be asked is read."""
        self._given = conditions
        if self.editor.is_ready():
            self._take_given()

    def _take_given(self) -> None:
        given, self._given = self._given, ()
        self.editor.editing = None
        self.editor.put("", ())
        self.editor.fill(given)
        self.editor.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit(self) -> None:
        """Change the one in hand."""
        one = self.table.in_hand()
        if one is None:
            return
        if self.editor.editing != one.segment:
            self.editor.show_segment(one.segment)
        self.editor.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.name.selectAll()

    def save(self) -> None:
        """Keep what was built."""
        name, editing = self.editor.name.text(), self.editor.editing
        conditions, unread = self.editor.conditions()
        try:
            if unread:
                raise Refused([*unread, *self.editor.problems()])
            done = self._write(name, conditions)
        except BookError as error:
            self.acts.tell_error(error)
            return
        except Refused as refused:
            self.editor.complain(refused.problems)
            return
        if done.changed.entry is not None:
            self.acts.tell(done)
        self.editor.show_segment(None)
        self.read()
        if done.id is not None and editing is None:
            self.table.go_to(done.id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self, name: str, conditions: Conditions) -> Done:
        editing = self.editor.editing
        if editing is None:
            return acts_of_segments.save_segment(self.book, name=name, conditions=conditions)
        if conditions == editing.conditions:
            return acts_of_segments.rename_segment(self.book, segment_id=editing.id, name=name)
        return acts_of_segments.change_segment(self.book, segment_id=editing.id, name=name, conditions=conditions)

    def give_up(self) -> None:
        """Nothing is changed; back to the list."""
        self._pause.stop()
        self.editor.show_segment(None)
        self.count()
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def back_out(self) -> bool:
        """Esc: from what is being built back to the list, nothing typed is lost; from the list it gives that up."""
        if self.table.isVisibleTo(self) and self.editor.isAncestorOf(self.focusWidget() or self):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    # the one in hand ---------------------------------------------------------------------------------------------------------

    def first(self) -> QWidget:
        """The list, or the name of the first one."""
        return self.table if self.table.counted else self.editor.name

    def own_acts(self) -> Sequence[Act]:
        """Building one, and what can be done with the one in hand."""
        return (
            Act(tr("新的客户细分"), "Ctrl+N", self.begin, bind=False),
            Act(tr("保存"), self.editor.save.key, self.save, bind=False, can=self.editor.touched),
            *self._row_acts(),
        )

    def _row_acts(self) -> tuple[Act, ...]:
        def there() -> bool:
            return self.table.in_hand() is not None

        return (
            Act(tr("看这些人"), "Enter", self.open_people, bind=False, can=there),
            Act(tr("打印这些人"), "Ctrl+Enter", self.open_list, bind=False, can=there),
            Act(tr("导出表格"), "Ctrl+Shift+S", self.ask_file, bind=False, can=there),
            Act(tr("改"), "Ctrl+M", self.edit, bind=False, can=there),
            Act(tr("上移"), "Ctrl+Up", lambda: self.move_row(-1), bind=False, can=there),
            Act(tr("下移"), "Ctrl+Down", lambda: self.move_row(1), bind=False, can=there),
            Act(tr("删去"), "Del", self.delete, bind=False, can=there),
        )

    def _people(self) -> People | None:
        one = self.table.in_hand()
        return None if one is None else People(one.segment.name, Filter(conditions=one.segment.conditions))

    def open_people(self) -> None:
        """Who belongs, in 客户."""
        if people := self._people():
            self.people_wanted.emit(people)

    def open_list(self) -> None:
        """Their list, to be printed."""
        if people := self._people():
            self.list_wanted.emit(people)

    def delete(self) -> None:
        """Take it off the list; nothing happens to its customers."""
        one = self.table.in_hand()
        if one is not None and self.do(None, lambda: acts_of_segments.delete_segment(self.book, segment_id=one.segment.id)):
            self.read()
            self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def move_row(self, step: int) -> None:
        """One place up or down."""
        ids, one = list(self.table.counted), self.table.in_hand()
        place = ids.index(one.segment.id) if one is not None else -1
        if one is None or not 0 <= place + step < len(ids):
            return
        ids[place], ids[place + step] = ids[place + step], ids[place]
        if self.do(None, lambda: acts_of_segments.order_segments(self.book, segment_ids=ids)) is not None:
            self.read()

    # exporting ---------------------------------------------------------------------------------------------------------------

    def ask_file(self) -> None:
        """Into which file?"""
        from kyuanbook.ui.kit.file_dialog import file_name, save_dialog

        one = self.table.in_hand()
        if one is None:
            return
        self.dialog = save_dialog(self, tr("导出表格"), file_name(one.segment.name, SUFFIX), SUFFIX)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.fileSelected.connect(self.export_to)
        self.dialog.open()

    def export_to(self, path: str) -> None:
        """A table of its people, for Excel."""
        one = self.table.in_hand()
        if one is None:
            return
        book, phones, chosen = self.book, self.phones.isChecked(), Filter(conditions=one.segment.conditions)

        def done(n: int) -> None:
            self.acts.say(trn("{n} 位写进了 {path}", n, path=path), icon="check")

        self.behind(lambda: export_people(book, path=Path(path), chosen=chosen, phones=phones), done, path)
