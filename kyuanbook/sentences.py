"""Every sentence a rule can say, by its key. The Chinese is the msgid of the catalogue; {places} are the numbers."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    # why a customer stands where they stand
    # fields
    # the book itself
    # free text: rules/text.py
    "text_empty": "这里要填",
    "text_too_long": "最多 {limit} 个字，现在有 {count} 个，请删去 {over} 个",
    "name_without_letters": "名字里要有字，只有表情的请填在“称呼”里",
    "email_odd": "这不像一个邮箱地址，请核对 @ 前后",
}
