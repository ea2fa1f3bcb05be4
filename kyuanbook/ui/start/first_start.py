"""The first start: the shop's name and trade, an empty book, the sample shop or the old PC's pack, then a second place for
backups."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import keeping
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.shop import set_up_shop
from kyuanbook.book.errors import BookError
from kyuanbook.language import say, tr
from kyuanbook.rules.words import Refused
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import BigChoice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field, Form
from kyuanbook.ui.kit.file_dialog import folder_dialog, open_dialog
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.panel import Panel
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose
from kyuanbook.ui.settings.reopening import moving
from kyuanbook.ui.settings.shop_section import trade_choices, trade_words
from kyuanbook.ui.shell.desk import Desk
from kyuanbook.ui.shell.memory import Memory


class FirstStart(Panel):
    """Beside the empty page. Esc puts it off: it asks again at the next start.

    ``done``: the shop is set up; ``sample_wanted``: with the sample shop in it; ``pack_chosen``: the book comes from the old
    PC in this file; ``place_chosen``: the folder for second backups; ``closed``: nothing more is asked.
    """

    topic = "first-start"
    done = Signal(object)
    sample_wanted = Signal()
    pack_chosen = Signal(str)
    place_chosen = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, book: Book, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("开始记客源本"), parent)
        self.book, self.memory = book, memory
        self.dialog: QWidget | None = None
        self.shop, self.place = Part(theme), Part(theme)
        self._build_shop(theme)
        self._build_place(theme)
        self.body.addWidget(self.shop)
        self.body.addWidget(self.place)
        self.body.addStretch(1)
        self.place.hide()
        self.dismissed.connect(self.closed)

    def _build_shop(self, theme: Theme) -> None:
        self.form = Form(theme)
        self.name, self.trade = Line(theme, placeholder=tr("禾木理发")), Combo(theme, trade_choices())
        self.note = Prose(theme, "", size=13)
        self.trouble = Prose(theme, "", size=13, ink="seal")
        self.trouble.hide()
        self.form.add("shop_name", Field(theme, tr("店名"), self.name, hint=tr("印在名单上，以后能改")))
        self.form.add("trade", Field(theme, tr("行业"), self.trade))
        self.form.add_widget(self.note)
        self.form.submitted.connect(self.begin_empty)
        self.trade.chosen.connect(self._say_trade)
        self._say_trade(self.trade.choice())
        words = tr("从一本空的开始")
        self.empty = BigChoice(theme, words, tr("记下第一位客户就能用"), icon="notebook-pen", key="Enter", filled=True)
        self.sample = BigChoice(theme, tr("先看看样板店"), tr("200 位假客户，撤销一次就全清掉"), icon="store")
        words = tr("打开旧电脑的包")
        self.pack = BigChoice(theme, words, tr("换了电脑：名字、行业、客户都在包里"), icon="download", key="Ctrl+O")
        self.empty.clicked.connect(self.begin_empty)
        self.sample.clicked.connect(self.begin_with_sample)
        self.pack.clicked.connect(self.ask_pack)
        down = column(theme, self.shop, gap=12, margins=(0, 8, 0, 0))
        down.addWidget(self.form)
        down.addSpacing(theme.px(8))
        down.addWidget(self.empty)
        down.addWidget(self.sample)
        down.addWidget(self.pack)
        down.addWidget(self.trouble)

    def _build_place(self, theme: Theme) -> None:
        self.choose = BigChoice(
            theme, tr("选一个地方"), tr("U盘、移动硬盘、另一块硬盘"), icon="hard-drive", filled=True
        )
        self.later = Button(theme, tr("以后再说"), kind="quiet", key="Esc")
        self.place_trouble = Prose(theme, "", size=13, ink="seal")
        self.place_trouble.hide()
        self.choose.clicked.connect(self.ask_place)
        self.later.clicked.connect(self.skip_place)
        down = column(theme, self.place, gap=12, margins=(0, 8, 0, 0))
        down.addWidget(Label(theme, tr("备份再放一个地方"), size=16, bold=True))
        words = tr("客源本只存在这台电脑上，每天关店时自动备份。再选一个地方多放一份，电脑坏了也找得回来。")
        down.addWidget(Prose(theme, words))
        down.addWidget(self.choose)
        down.addWidget(self.place_trouble)
        down.addWidget(self.later, 0, Qt.AlignmentFlag.AlignLeft)

    def _say_trade(self, trade: str) -> None:
        self.note.setText(trade_words(trade))

    # the shop ------------------------------------------------------------------------------------------------------------

    def begin_empty(self) -> None:
        """Set up the shop, nothing in it."""
        self._set_up()

    def begin_with_sample(self) -> None:
        """Set up the shop with the sample in it."""
        if self._set_up() is not None:
            self.sample_wanted.emit()

    def _set_up(self) -> Done | None:
        self.trouble.hide()
        try:
            done = set_up_shop(self.book, name=self.name.text(), trade=self.trade.choice())
        except Refused as refused:
            self.form.complain(refused.problems)
        except BookError as error:
            self._say_trouble(error)
        else:
            self.done.emit(done)
            self._next()
            return done
        return None

    def _say_trouble(self, error: BookError) -> None:
        self.trouble.setText(say(error.message))
        self.trouble.show()

    def ask_pack(self) -> None:
        """换电脑, on the new one: which file? The book here is still empty, so nothing else is asked."""
        dialog = self.dialog = open_dialog(self, tr("打开旧电脑的包"), f"*{keeping.MOVE_SUFFIX} *.zip")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take_pack)
        dialog.open()

    def take_pack(self, name: str) -> None:
        """Let the old PC's book be this one's, if the file is its pack."""
        self.trouble.hide()
        try:
            keeping.look_into_move(Path(name), open_book=self.book.path)
        except BookError as error:
            self._say_trouble(error)
        else:
            self.pack_chosen.emit(name)

    def _next(self) -> None:
        if self.memory.now.second_place or self.memory.now.place_asked:
            self.dismissed.emit()
            return
        self.shop.hide()
        self.place.show()
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    # the second place ----------------------------------------------------------------------------------------------------

    def ask_place(self) -> None:
        """Let the owner choose a folder."""
        dialog = self.dialog = folder_dialog(self, tr("备份的第二个地方，如U盘或另一块硬盘"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take_place)
        dialog.open()

    def take_place(self, folder: str) -> None:
        """Keep it, and be done; the same folder the book lies in is no second place."""
        if Path(folder).resolve() == self.book.path.parent.resolve():
            self.place_trouble.setText(tr("客源本自己就在这个文件夹里，请选U盘或另一块硬盘"))
            self.place_trouble.show()
            return
        self.memory.change(second_place=folder, place_asked=True)
        self.place_chosen.emit(folder)
        self.dismissed.emit()

    def skip_place(self) -> None:
        """Not now; 今日 says so while there is none."""
        self.memory.change(place_asked=True)
        self.dismissed.emit()

    def first_field(self) -> QWidget | None:
        """The name, or the choice of a place."""
        return self.name if self.shop.isVisibleTo(self) else self.choose


def first_start(desk: Desk) -> None:
    """Ask, beside the page."""
    panel = FirstStart(desk.theme, desk.book, desk.memory, desk.frame)
    panel.done.connect(desk.acts.tell)
    panel.sample_wanted.connect(desk.add_sample)
    panel.pack_chosen.connect(lambda name: desk.reopen(moving(Path(name), desk.memory)))
    panel.closed.connect(lambda: QTimer.singleShot(0, panel, panel.deleteLater))
    desk.frame.open_panel(panel)
