"""Every character is printed or owned up to, and can be searched in the file."""

import re
import shutil
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from kyuanbook.paper.fonts import MISSING_SIGN, Style, Writer, fonts
from kyuanbook.paper.widefont import to_unicode
from tests.paper.reading import finds, fonts_of, poppler_text_of, text_of

HIGH = "𬭎𫖮𠅤"  # above U+FFFF, in Noto Sans SC
ONLY_HANA = "\U0002b74b"  # an identity-card character Noto lacks
NOWHERE = "𡧱"


def printed(*texts: str, style: Style = Style.REGULAR) -> tuple[bytes, Writer]:
    """One page with one text a line."""
    file = BytesIO()
    fonts()
    canvas = Canvas(file, invariant=1, pageCompression=1, initialFontName=Style.REGULAR)
    writer = Writer(canvas._doc)
    for i, text in enumerate(texts):
        canvas.addLiteral(f"BT {writer.put(writer.clean(text), style, 20, 40, 780 - 24 * i)} ET")
    canvas.save()
    return file.getvalue(), writer


def ink(pdf: bytes) -> int:
    """Dark pixels on the page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return sum(document[0].render(scale=2).to_pil().convert("L").histogram()[:128])


def test_the_whole_of_gb2312_is_in_every_style() -> None:
    pairs = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    han = {text for pair in pairs if (text := pair.decode("gb2312", "ignore"))}
    assert len(han) == 6763
    for style in Style:
        assert han <= fonts().chains[style][0].cover


def test_rare_characters_fall_back_and_are_not_missed() -> None:
    for style in Style:
        _, writer = printed(HIGH + ONLY_HANA, style=style)
        assert writer.missing == ()
    names = [font.fontName for font, _ in fonts().runs("王" + ONLY_HANA, Style.BOLD)]
    assert names == ["NotoSansSC-Bold", "HanaMinB"]


def test_a_character_missing_from_the_bold_subset_is_printed_regular() -> None:
    only_regular = next(iter(sorted(fonts().chains[Style.REGULAR][0].cover - fonts().chains[Style.BOLD][0].cover)))
    assert [font.fontName for font, _ in fonts().runs(f"王{only_regular}", Style.BOLD)] == [Style.BOLD, Style.REGULAR]


@pytest.mark.parametrize("lost", [NOWHERE, "\U0001f600", "\ue123"])
def test_a_character_in_no_font_is_a_sign_and_reported_by_code_point(lost: str) -> None:
    pdf, writer = printed(f"王{lost}{lost}明")
    assert writer.missing == (f"U+{ord(lost):04X}",)
    assert f"王{MISSING_SIGN * 2}明" in text_of(pdf)
    assert ink(pdf) > ink(printed("王明")[0])


def test_what_has_no_shape_is_left_out_and_blanks_are_one_line() -> None:
    text, missing = fonts().clean("王\u200b小\ufe0f明\n第二行\t三。\n四\ud800 e\u0301")
    assert (text, missing) == ("王小明 第二行 三。四 é", ())


def test_text_above_ffff_is_found_by_two_readers(tmp_path: Path) -> None:
    text = f"王{HIGH} Anna，{ONLY_HANA} ¥1,240"
    pdf, _ = printed(text, text, style=Style.BOLD)
    assert finds(pdf, "王𬭎𫖮")
    assert not finds(pdf, "王𫖮")
    assert text_of(pdf).count(text) == 2
    if shutil.which("pdftotext"):
        assert poppler_text_of(pdf, tmp_path).count(text) == 2


def test_characters_of_every_block_come_back(tmp_path: Path) -> None:
    cover = sorted(fonts().chains[Style.REGULAR][0].cover)
    text = "".join(ch for ch in cover[::23] if "\u3400" <= ch < "\uf900" or ch > "\U00020000")
    pdf, _ = printed(*(text[i : i + 25] for i in range(0, 750, 25)), HIGH)
    found = text_of(pdf)
    assert [ch for ch in text[:750] + HIGH if ch not in found] == []


def test_the_unicode_table_is_utf16_in_blocks_of_a_hundred() -> None:
    table = to_unicode({0x4E00 + i: chr(0x4E00 + i) for i in range(250)} | {0xD800: "𬭎"})
    assert [int(n) for n in re.findall(r"(\d+) beginbfchar", table)] == [100, 100, 51]
    assert "<D800> <D872DF4E>" in table
    assert re.findall(r"<[0-9A-F]{5}>", table) == []


def test_every_font_named_is_embedded() -> None:
    pdf, _ = printed("王", ONLY_HANA)
    assert fonts_of(pdf) == (2, 2)


def test_reportlab_itself_can_draw_with_the_fonts() -> None:
    file = BytesIO()
    fonts()
    canvas = Canvas(file, initialFontName=Style.REGULAR)
    canvas.setFont(Style.SERIF, 14)
    canvas.drawString(40, 700, "客源本 𬭎")
    assert canvas.stringWidth("客源本", Style.SERIF, 10) == pytest.approx(30)
    canvas.save()
    assert "客源本" in text_of(file.getvalue())


def test_the_width_of_a_text_is_the_sum_of_its_advances() -> None:
    assert fonts().width("王小明", Style.BOLD, 10) == pytest.approx(30)
    assert fonts().width("0123456789", Style.REGULAR, 10) == pytest.approx(55.5)
    assert fonts().width("王" + ONLY_HANA, Style.BOLD, 10) == pytest.approx(20)
