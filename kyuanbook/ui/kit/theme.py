"""The look as one object: colours, sizes and fonts that every widget gets through its constructor."""

import re
from string import Template
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from kyuanbook.paths import resource
from kyuanbook.ui.kit.faces import Faces
from kyuanbook.ui.kit.icons import Icons
from kyuanbook.ui.kit.tokens import DARK, LIGHT, StageColours, Tokens

SCALES: Final = (1.0, 1.25, 1.5, 2.0)
SANS: Final = ["Noto Sans SC", "HanaMinB", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "sans-serif"]
SERIF: Final = ["Noto Serif SC", "Noto Serif SC SemiBold", *SANS]
FONT_FILES: Final = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "NotoSerifSC-SemiBold.ttf", "HanaMinB.ttf")
COMPACT_FROM: Final = 1.4
STYLE: Final = "Fusion"
STYLED: Final = "styled"  # the application was made with it: setStyle() hands a QStyle back, 5 ms for its many enums
REMEMBERED: Final = 4_000  # widths a face keeps
_PIXELS: Final = re.compile(r"(\d+)px")


class Metrics(QFontMetrics):
    """A face's metrics that measure a text once: layouts and painting ask for the same widths again and again, and each
    asking shapes the text anew."""

    def __init__(self, font: QFont) -> None:
        super().__init__(font)
        self._widths: dict[str, int] = {}

    def horizontalAdvance(self, text: str) -> int:  # type: ignore[override]  # a text is all that is ever asked of it
        """Width of ``text`` in device-independent pixels."""
        width = self._widths.get(text)
        if width is None:
            if len(self._widths) >= REMEMBERED:
                self._widths.clear()
            width = self._widths[text] = super().horizontalAdvance(text)
        return width


class Theme(QObject):
    """Colours, sizes and fonts in force. ``changed`` is sent after dark or scale were switched and applied."""

    changed = Signal()

    def __init__(self, *, dark: bool | None = False, scale: float = 1.0, parent: QObject | None = None) -> None:
        """``dark``: None follows the system. ``scale``: 1.0 is 100 %."""
        super().__init__(parent)
        self._dark = dark
        self.scale = scale
        self.tokens: Tokens = DARK if dark else LIGHT
        self._fonts: dict[tuple[int, bool, bool], tuple[QFont, Metrics]] = {}
        self.faces = Faces(lambda size, bold, serif: self.font(size, bold=bold, serif=serif))
        self._colours: dict[str, QColor] = {}
        self._icons = Icons()
        self._loaded = False
        self._narrow = False

    def px(self, n: float) -> int:
        """``n`` pixels at 100 % in the present scale. Every size, gap and height passes through here."""
        return round(n * self.scale)

    @property
    def follows_system(self) -> bool:
        """True when light or dark is the system's choice."""
        return self._dark is None

    def set(self, *, dark: bool | None, scale: float) -> None:
        """Switch light/dark (None: as the system) and scale while the program runs."""
        self._dark, self.scale = dark, scale
        self._fonts.clear()
        self._icons.clear()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self.apply(app)
        self.changed.emit()

    def apply(self, app: QApplication) -> None:
        """Give ``app`` fonts, palette and style sheet. Call once before the first window, again by :meth:`set`."""
        if not self._loaded:
            self._load(app)
        self._choose_scheme()
        app.setPalette(self._palette())
        app.setFont(self.font(14))
        app.setStyleSheet(self.style_sheet())

    def _load(self, app: QApplication) -> None:
        if not app.property(STYLED):
            app.setStyle(STYLE)
        for name in FONT_FILES:
            file = resource("fonts", name)
            if file.exists():
                QFontDatabase.addApplicationFont(str(file))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_switched)
        self._loaded = True

    def _choose_scheme(self) -> None:
        system_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self.tokens = DARK if (system_dark if self._dark is None else self._dark) else LIGHT

    def _system_switched(self) -> None:
        if self.follows_system:
            self.set(dark=None, scale=self.scale)

    @property
    def compact(self) -> bool:
        """True from 140 % type or in a narrow window: tabs turn to icon over word, chips lose their counts."""
        return self.scale >= COMPACT_FROM or self._narrow

    def set_narrow(self, narrow: bool) -> None:
        """The frame says that its window is narrow, or no more."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.changed.emit()

    @property
    def animates(self) -> bool:
        """False when the system asks for no motion; then panel and notice just appear."""
        return QApplication.isEffectEnabled(Qt.UIEffect.UI_FadeMenu) and QGuiApplication.platformName() != "offscreen"

    def font(self, size: int = 14, *, bold: bool = False, serif: bool = False) -> QFont:
        """Noto at ``size`` px of 100 %. Serif only for page title, the name on the card and lone big figures."""
        return self._face(size, bold, serif)[0]

    def metrics(self, size: int = 14, *, bold: bool = False, serif: bool = False) -> Metrics:
        """How wide and high text in :meth:`font` is, in device-independent pixels."""
        return self._face(size, bold, serif)[1]

    def _face(self, size: int, bold: bool, serif: bool) -> tuple[QFont, Metrics]:
        key = (size, bold, serif)
        if key not in self._fonts:
            font = QFont()
            font.setFamilies(SERIF if serif else SANS)
            font.setPixelSize(max(1, self.px(size)))
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            font.setWeight(QFont.Weight.DemiBold if serif else QFont.Weight.Bold if bold else QFont.Weight.Normal)
            self._fonts[key] = (font, Metrics(font))
        return self._fonts[key]

    def colour(self, value: str) -> QColor:
        """A token (``theme.tokens.ink``) as a QColor; kept, so that painting makes none."""
        if value not in self._colours:
            self._colours[value] = QColor(value)
        return self._colours[value]

    def stage(self, stage: str) -> StageColours:
        """Colours of a stage key."""
        return self.tokens.stages[stage]

    def icon(self, name: str, colour: str, size: int = 18, ratio: float = 1.0) -> QPixmap:
        """A Lucide icon in a token's colour, ``size`` px of 100 %, sharp at the screen's ``ratio``."""
        return self._icons.pixmap(name, colour, self.px(size), ratio)

    def _palette(self) -> QPalette:
        t, role = self.tokens, QPalette.ColorRole
        palette = QPalette(self.colour(t.sheet))
        pairs = {
            role.Window: t.sheet, role.WindowText: t.ink, role.Base: t.raised, role.AlternateBase: t.sunk,
            role.Text: t.ink, role.Button: t.raised, role.ButtonText: t.ink, role.BrightText: t.seal,
            role.Highlight: t.accent, role.HighlightedText: t.on_accent, role.PlaceholderText: t.ink3,
            role.Link: t.accent, role.LinkVisited: t.accent, role.ToolTipBase: t.notice, role.ToolTipText: t.on_notice,
        }  # fmt: skip
        for key, value in pairs.items():
            palette.setColor(key, self.colour(value))
        for key in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, key, self.colour(t.ink3))
        return palette

    def style_sheet(self) -> str:
        """``resources/style/kit.qss`` with its $tokens filled and its px at 100 % brought to the scale."""
        text = resource("style", "kit.qss").read_text("utf-8")
        t = self.tokens
        names = {name: value for name in t._fields if isinstance(value := getattr(t, name), str)}
        return _PIXELS.sub(lambda found: f"{self._length(int(found[1]))}px", Template(text).substitute(names))

    def _length(self, n: int) -> int:
        """Hairlines stay hairlines; all else scales."""
        return n if n <= 1 else self.px(n)
