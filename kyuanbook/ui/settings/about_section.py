"""关于: which version this is and how old, how to come by a newer one, what is new in it, and what it is made of."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kyuanbook import __version__
from kyuanbook.actions.done import Book
from kyuanbook.language import ENGLISH, current, tr, trn
from kyuanbook.paths import document
from kyuanbook.rules import releases
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Prose
from kyuanbook.ui.pages.section import Section
from kyuanbook.ui.shell.acts import Acts

WIDEST = 760


class AboutSection(Section):
    """Read once it is shown: none of it changes while the program runs."""

    def __init__(self, theme: Theme, book: Book, acts: Acts) -> None:
        super().__init__(theme, book, acts)
        self.version = Heading(theme, tr("客源本 {version}", version=__version__))
        self.age, self.newer, self.changes = (Prose(theme, "", size=14) for _ in range(3))
        self.licences = Prose(theme, "", size=13)
        self.licences_button = Button(theme, tr("用到的部件和许可证"), kind="link")
        self.licences.hide()
        self.licences.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        inside = column(theme, gap=8)
        inside.addWidget(self.version)
        for words in (self.age, self.newer):
            inside.addWidget(words)
        inside.addSpacing(theme.px(12))
        self.news = Heading(theme, tr("更新内容"))
        inside.addWidget(self.news)
        inside.addWidget(self.changes)
        inside.addSpacing(theme.px(12))
        across = row(theme)
        across.addWidget(self.licences_button)
        across.addStretch(1)
        inside.addLayout(across)
        inside.addWidget(self.licences)
        inside.addStretch(1)
        holder = QWidget()
        holder.setLayout(inside)
        holder.setMaximumWidth(theme.px(WIDEST))
        down = row(theme, self, margins=(12, 16, 16, 0))
        down.addWidget(holder, 1)
        down.addStretch(0)
        self.licences_button.clicked.connect(self.show_licences)

    def first(self) -> QWidget:
        """The one thing here that takes keys."""
        return self.licences_button

    def read(self) -> None:
        """What this version is."""
        release = releases.of(document("CHANGELOG.md").read_text("utf-8"), __version__, english=current() == ENGLISH)
        self.age.setText(age_words(release, self.book.today()))
        self.newer.setText(
            tr(
                "程序不上网，不会自己更新。新版还是从给您这个程序的人那里拿，或者从发布它的地方下载；"
                "直接装在旧版上面就行，客源本和设置都不动。"
            )
        )
        self.changes.setText("\n".join([release.about, *(f"· {line}" for line in release.changes)]).strip())

    def show_licences(self) -> None:
        """The list of parts, once it is wanted."""
        if not self.licences.text():
            self.licences.setText(parts_words(document("THIRD-PARTY.md").read_text("utf-8")))
        self.licences.setVisible(self.licences.isHidden())


def age_words(release: releases.Release, today: int) -> str:
    """How old a version is."""
    if release.day is None:
        return tr("这是还没有正式发布的版本。")
    days = max(0, today - release.day)
    if days < 60:
        return trn("发布 {n} 天了。", days)
    if days < 730:
        return trn("发布 {n} 个月了。", days // 30)
    return trn("发布 {n} 年了，问问有没有新版。", days // 365)


def parts_words(text: str) -> str:
    """THIRD-PARTY as plain lines: a row of a table is its cells in a line."""
    lines = []
    for line in text.splitlines():
        if line.startswith("|"):
            cells = [cell.strip().replace("`", "") for cell in line.strip("|").split("|")]
            if set("".join(cells)) <= set("-: "):
                continue
            lines.append(" · ".join(cell for cell in cells if cell))
        else:
            lines.append(line.replace("**", "").replace("`", "").lstrip("# "))
    return "\n".join(lines).strip()
