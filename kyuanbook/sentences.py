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
    # phones: rules/phones.py
    "phone_letters": "电话里只写数字，说明请写在备注里",
    "phone_no_digits": "这里要填电话号码",
    "phone_two": "这里像有两个号码，请分开填",
    "phone_mobile_short": "这个手机号少了{missing}位",
    "phone_mobile_long": "这个手机号多了{extra}位",
    "phone_mobile_prefix": "没有 {prefix} 开头的手机号，请核对",
    "phone_landline_length": "这个座机号的位数不对，请核对区号",
    "phone_odd_abroad": "+{code} 的号码位数不对，请核对",
    "phone_short": "这个号码只有 {n} 位，请核对",
    "phone_too_long": "这个号码有 {n} 位，太长了，请核对",
    "phone_odd": "这不像一个电话号码，请核对",
}
