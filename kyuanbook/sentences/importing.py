"""Customers brought in from a table."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    # exchange/tables.py
    "table_large": "这个文件有 {size} MB，最多 {most} MB：请分成几个文件，一个一个导入",
    "table_many_rows": "这张表超过 {most} 行：请分成几个文件，一个一个导入",
    "table_wide": "第 {line} 行有 {n} 列，最多 {most} 列：请只留客户的那几列",
    "table_unread": "读不了这个文件，请看看它还在不在，是不是正被别的程序占着：{path}",
    "table_encoding": "看不懂这个文件的文字：请换一种文字编码，或者在 WPS 里另存为 CSV",
    "table_workbook": "这是 Excel 或 WPS 的工作簿：请在 WPS 里另存为 CSV，或者全选、复制，再到这里粘贴",
    "table_web_page": "这是网页，不是表格：请用 WPS 打开它，全选、复制，再到这里粘贴",
    "table_other_file": "这个文件不是表格：请选 CSV 或文本文件，或者在表格里全选、复制，再到这里粘贴",
    "table_quote": "第 {line} 行有一个引号没有另一半，后面的读不准：请在表格里删掉这个引号再试",
    "table_empty": "这张表是空的：请换一个文件，或者重新复制",
    # rules/import_heads.py: what a column is
    "import_leave": "不导入",
    "import_to_note": "放进备注",
    "import_new_field": "新建自定义项目",
    "import_name": "姓名",
    "import_alias": "称呼",
    "import_phone": "电话",
    "import_member_no": "会员号",
    "import_sex": "性别",
    "import_birthday": "生日",
    "import_lunar": "农历生日",
    "import_wechat": "微信",
    "import_email": "邮箱",
    "import_address": "地址",
    "import_firm": "单位",
    "import_occupation": "职业",
    "import_income": "收入档次",
    "import_tags": "标签",
    "import_source": "来源",
    "import_referrer": "介绍人",
    "import_visits": "期初次数",
    "import_total": "期初金额",
    "import_first": "期初第一次",
    "import_last": "期初最近一次",
    "import_gap": "期初间隔",
    "import_do_not_contact": "请勿联系",
    "import_note": "备注",
    # rules/import_cells.py
    "import_total_row": "这一行是合计，不是客户，不用导入",
    "import_shortened": "表格把号码缩短了，后几位已经丢了：请在表格里把这一列设成“文本”或“数值”，再导入",
    # rules/import_plan.py: what becomes of a row
    "import_cell": "{head}“{text}”：{why}",
    "import_no_cell": "{head}：{why}",
    "import_same_name_there": "本里有同名的{name}，表里没有电话和会员号可以分辨",
    "import_twice": "和第 {row} 行的{name}是同一位",
    "import_twice_member": "会员号和第 {row} 行的{name}一样，一个会员号只能是一位客户的",
    "import_same_phone": "电话和第 {row} 行的{name}一样，名字不同，记成两位",
    "import_same_name": "和第 {row} 行的{name}同名，没有电话可以分辨，记成两位",
    # actions/importing.py
    "import_column": "第 {n} 列",
    "import_no_name": "还没有一列是姓名或称呼：请在那一列的上面选“姓名”",
    "import_nothing": "没有可以导入的客户：请看看每一行是怎么说的",
    "import_nothing_to_fill": "表里的客户都在本里，也没有要补的内容",
    "import_field_name": "列名“{head}”不能做自定义项目的名字，{why}：请先在表格里改短，或者放进备注",
    "import_field_taken": "已经有叫“{name}”的自定义项目：请在那一列的上面换一个选择",
    "import_said_source": "来源：{word}",
    "import_said_referrer": "介绍人：{word}",
    # the names of actions
    "did_import_customers": "导入 {n} 位客户",
    "did_import_filled": "导入时补全 {n} 位客户的资料",
    "did_import_both": "导入 {n} 位客户，补全 {filled} 位",
}
COUNTED: Final[dict[str, str]] = dict.fromkeys(("did_import_customers", "did_import_filled", "did_import_both"), "n")
