"""The one motion there is: panel and notice fade in, 120 ms, and not at all if the system asks for none."""

from typing import Final

from PySide6.QtCore import QPropertyAnimation
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

from kyuanbook.ui.kit.theme import Theme

FADE: Final = 120  # ms


def fade_in(widget: QWidget, theme: Theme) -> None:
    """Show ``widget``, fading. The effect is taken off at the end, so that later painting costs nothing more."""
    widget.show()
    widget.raise_()
    if not theme.animates:
        return
    effect = QGraphicsOpacityEffect(widget)
    effect.setOpacity(0.0)
    widget.setGraphicsEffect(effect)
    fade = QPropertyAnimation(effect, b"opacity", widget)
    fade.setDuration(FADE)
    fade.setStartValue(0.0)
    fade.setEndValue(1.0)
    fade.finished.connect(lambda: widget.setGraphicsEffect(None))  # type: ignore[arg-type]  # Qt takes null
    fade.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)
