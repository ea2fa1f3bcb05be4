"""Each stage has a shape of its own, told apart without colour."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from kyuanbook.rules.stages import Stage
from kyuanbook.ui.kit import shapes
from kyuanbook.ui.kit.theme import Theme


def drawn(theme: Theme, stage: str) -> QImage:
    image = QImage(26, 26, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    shapes.draw_shape(painter, QRectF(0, 0, 26, 26), stage, theme.tokens.ink, theme)
    painter.end()
    return image


def test_every_stage_has_word_and_colours(theme: Theme) -> None:
    for stage in Stage:
        assert shapes.stage_word(stage)
        assert theme.stage(stage).ink
    assert tuple(Stage) == shapes.STAGES


def test_shapes_differ_without_colour(theme: Theme) -> None:
    pictures = [drawn(theme, stage) for stage in shapes.STAGES]
    for i, one in enumerate(pictures):
        for other in pictures[i + 1 :]:
            different = sum(
                abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) > 100
                for x in range(26)
                for y in range(26)
            )
            assert different > 40


def test_the_ring_of_a_prospect_is_broken(theme: Theme) -> None:
    """Along its ring the broken one has gaps, the whole one none."""
    from math import cos, pi, sin

    def lightest(stage: str) -> int:
        image = drawn(theme, stage)
        points = [(13 + 10.6 * cos(a * pi / 90), 13 + 10.6 * sin(a * pi / 90)) for a in range(180)]
        return max(image.pixelColor(int(x), int(y)).lightness() for x, y in points)

    assert lightest("prospect") > 200
    assert lightest("new") < 170
