"""Every part of the kit, for eyes: python tests/ui/kit/gallery.py OUT.png [--dark] [--scale 1.5] [--page P].

Pages: parts (all controls and their states), today, customers, search, visit, narrow.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from kyuanbook.rules.words import Message, Problem
from kyuanbook.sentences.table import SENTENCES
from kyuanbook.ui.kit import shapes
from kyuanbook.ui.kit.buttons import Button, IconButton
from kyuanbook.ui.kit.choices import BigChoice, Chips, Choice, Tick
from kyuanbook.ui.kit.editors import Combo, Lines
from kyuanbook.ui.kit.facts import Fact, Facts
from kyuanbook.ui.kit.fields import Actions, Field, Form
from kyuanbook.ui.kit.figures import Figure, Figures
from kyuanbook.ui.kit.found import Found, FoundRows
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.page import Page, ProgressLine
from kyuanbook.ui.kit.paged import Column, PagedModel
from kyuanbook.ui.kit.panel import Panel
from kyuanbook.ui.kit.part import Bleed, column, row
from kyuanbook.ui.kit.rows import GroupHead, OneLine, Rows, TwoLine
from kyuanbook.ui.kit.search_popup import SearchPopup
from kyuanbook.ui.kit.table import Table
from kyuanbook.ui.kit.tabs import Tab
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Empty, Heading, Label, StageMark

SENTENCES.setdefault("gallery_short", "少了两位。")
SENTENCES.setdefault("gallery_future", "这一天还没到。")


@dataclass(frozen=True)
class Person:
    """A made-up row of the customers' table."""

    name: str
    phone: str
    source: str
    stage: str
    last: str
    days: str
    gap: str
    visits: int
    total: str
    tags: str


PEOPLE = [
    Person("林晓彤", "138****1199", "路过", "loyal", "今天", "今天", "21 天", 34, "¥9,860", "烫染、会员"),
    Person("王晓敏", "136****8812", "朋友圈", "loyal", "昨天", "1 天", "14 天", 41, "¥6,204", "会员"),
    Person("尉迟敏", "139****7705", "路过", "loyal", "11月2日", "21 天", "25 天", 30, "¥4,870", "烫染、会员"),
    Person("王小明", "138****5678", "老客介绍", "at_risk", "10月7日", "47 天", "14 天", 27, "¥2,946", "会员"),
    Person("欧阳雪", "150****7713", "展会", "lapsed", "7月15日", "131 天", "30 天", 9, "¥2,430", "烫染"),
    Person("区志强", "159****7070", "老客介绍", "won_back", "今天", "今天", "35 天", 11, "¥1,930", "储值"),
    Person("王龚", "139****0426", "美团", "at_risk", "9月23日", "61 天", "28 天", 8, "¥1,776", ""),
    Person("乐嘉怡", "186****4417", "小红书", "new", "11月18日", "5 天", "—", 1, "¥1,680", "办卡"),
    Person("查立新", "135****9021", "会员日", "returning", "11月5日", "18 天", "29 天", 14, "¥1,148", "会员"),
    Person("缪 Anna", "180****2255", "微信群", "prospect", "5月2日", "205 天", "45 天", 4, "¥760", ""),
]
COLUMNS = [
    Column[Person](key="name", title="姓名", text=lambda p: p.name, width=104, size=15, bold=True),
    Column[Person](key="phone", title="手机", text=lambda p: p.phone, width=132),
    Column[Person](key="source", title="来源", text=lambda p: p.source, width=112, tone=lambda p: "ink2", drop=4),
    Column[Person](
        key="stage", title="阶段", text=lambda p: shapes.stage_word(p.stage), width=104, stage=lambda p: p.stage
    ),
    Column[Person](key="last", title="最近到店", text=lambda p: p.last, width=104, tone=lambda p: "ink2"),
    Column[Person](
        key="days",
        title="距今",
        text=lambda p: p.days,
        width=84,
        align="right",
        tone=lambda p: "warn" if p.stage == "at_risk" else "ink2",
    ),
    Column[Person](
        key="gap", title="平时间隔", text=lambda p: p.gap, width=98, align="right", tone=lambda p: "ink2", drop=3
    ),
    Column[Person](
        key="visits",
        title="到店",
        text=lambda p: f"{p.visits} 次",
        width=80,
        align="right",
        tone=lambda p: "ink2",
        drop=2,
    ),
    Column[Person](key="total", title="累计", text=lambda p: p.total, width=104, align="right"),
    Column[Person](
        key="tags", title="标签", text=lambda p: p.tags, width=120, tone=lambda p: "ink2", drop=1, stretch=True
    ),
]
CALLS = [
    TwoLine(1, "1", "王小明", "at_risk", "平时约 14 天来一次，已 47 天没来", "138****5678", "¥1,240", "最近 10月7日"),
    TwoLine(2, "2", "陈桂芳", "at_risk", "平时约 21 天来一次，已 52 天没来", "136****2091", "¥1,080", "最近 10月2日"),
    TwoLine(
        3, "3", "欧阳雪", "lapsed", "来过 9 次，平时约 30 天，已 131 天没来", "150****7713", "¥960", "最近 7月15日"
    ),
    TwoLine(4, "4", "王龚", "at_risk", "平时约 28 天来一次，已 61 天没来", "139****0426", "¥888", "最近 9月23日", True),
    TwoLine(
        5,
        "5",
        "单文博",
        "at_risk",
        "只来过 1 次，本店新客一般隔 33 天再来，已 70 天",
        "186****3350",
        "¥520",
        "最近 9月14日",
    ),
    TwoLine(6, "6", "周子涵", "at_risk", "平时约 18 天来一次，已 39 天没来", "177****9012", "¥468", "最近 10月15日"),
    TwoLine(7, "7", "翟国庆", "at_risk", "约好 11月21日来，没有来", "135****8816", "¥430", "最近 10月30日"),
]
BIRTHDAYS = [
    OneLine(11, "今天", "孙丽华", end="农历十月十五", urgent=True),
    OneLine(12, "明天", "李静怡", end="11月24日"),
    OneLine(13, "周四", "翟国庆", end="农历十月十八"),
]
JUST_IN = [
    OneLine(21, "10:42", "曾雅琴", note="剪发", end="¥68"),
    OneLine(22, "10:15", "区志强", stage="won_back", end="¥258"),
    OneLine(23, "9:58", "林晓彤", note="烫发", end="¥380"),
    OneLine(24, "9:31", "盖小雨", stage="new", end="¥68"),
]
FOUND = [
    Found(2, "王晓敏", (("W", True), ("áng ", False), ("X", True), ("iǎo ", False), ("M", True), ("ǐn", False)), "loyal",
          "昨天来过", "136****8812", "累计 ¥6,204"),
    Found(4, "王小明", (("W", True), ("áng ", False), ("X", True), ("iǎo ", False), ("M", True), ("íng", False)), "at_risk",
          "47 天前来过", "138****5678", "累计 ¥2,946"),
    Found(5, "万秀媚", (("W", True), ("àn ", False), ("X", True), ("iù ", False), ("M", True), ("èi", False)), "lapsed",
          "4月9日来过", "130****7782", "累计 ¥702"),
]  # fmt: skip


def make_frame(theme: Theme) -> Frame:
    """The frame with its usual tabs."""
    tabs = [
        Tab("today", "今日", "sun"),
        Tab("customers", "客户", "users", 846),
        Tab("calls", "回访", "phone-outgoing", 12, True),
        Tab("sources", "来源", "waypoints"),
    ]
    foot = [Tab("settings", "设置", "settings"), Tab("bin", "回收站", "trash-2")]
    frame = Frame(theme, shop="禾木理发", tabs=tabs, foot=foot)
    SearchPopup(theme, frame, frame.search, lambda text: FoundRows([row.name for row in FOUND], FOUND.__getitem__))
    return frame


def today_page(theme: Theme) -> Page:
    """As the look's first picture."""
    page = Page(theme, "11月23日 星期一", "农历十月十五", scrolls=True)
    figures = Figures(theme)
    figures.set_figures(
        [
            Figure("今天到店", "9", "位", "上周一此时 7 位"),
            Figure("今天收入", "¥1,286", "", "其中办卡 ¥600"),
            Figure("该打电话", "12", "位", "可能损失 ¥8,420", urgent=True),
            Figure("七天内生日", "5", "位", "农历 3 位"),
            Figure("上周回访", "14", "位", "联系上 9，来店 4"),
        ]
    )
    page.body.addWidget(figures)
    across = row(theme, gap=44)
    page.body.addLayout(across, 1)
    left = column(theme, margins=(0, 10, 0, 0))
    head = Heading(theme, "该打的电话", "12 位")
    head.add(Label(theme, "可能损失大的在前", size=13, ink="ink2"))
    head.add(Button(theme, "打印名单", kind="link", icon="printer", key="Ctrl+P"))
    left.addWidget(head)
    actions = [
        Button(theme, "记结果", kind="filled", key="Enter", small=True),
        Button(theme, "推迟", key="D", bind=False, small=True),
    ]
    calls = Rows(theme, name="该打的电话", actions=actions)
    calls.show_rows(CALLS)
    left.addLayout(Bleed(theme, calls))
    more = row(theme, margins=(20, 6, 0, 0))
    more.addWidget(Button(theme, "还有 5 位", kind="link", drops=True))
    more.addStretch(1)
    more.addWidget(Label(theme, "这些人里约一半本来也会再来", size=13, ink="ink2"))
    left.addLayout(more)
    left.addStretch(1)
    right = column(theme, margins=(0, 10, 0, 0))
    for title, note, rows in (("七天内的生日", "5 位", BIRTHDAYS), ("刚到店", "9 位", JUST_IN)):
        right.addWidget(Heading(theme, title, note))
        listed = Rows(theme, name=title)
        listed.show_rows(rows)
        right.addLayout(Bleed(theme, listed))
        right.addSpacing(theme.px(12))
    right.addStretch(1)
    across.addLayout(left, 65)
    across.addLayout(right, 32)
    return page


def customers_page(theme: Theme) -> Page:
    """As the look's second picture."""
    page = Page(theme, "客户", "846 位")
    page.title.add(Button(theme, "打印名单", kind="link", icon="printer"))
    page.title.add(Button(theme, "导入", kind="link", icon="table-2"))
    counts = dict(zip(shapes.STAGES, (86, 41, 312, 128, 57, 203, 19), strict=True))
    chips = [Choice("", "全部", 846)] + [Choice(s, shapes.stage_word(s), n, s) for s, n in counts.items()]
    across = row(theme, gap=8, margins=(0, 12, 0, 12))
    across.addWidget(Chips(theme, chips, name="阶段"), 100)
    across.addSpacing(theme.px(8))
    across.addWidget(Combo(theme, [Choice("", "来源")], small=True))
    across.addWidget(Combo(theme, [Choice("", "标签")], small=True))
    across.addStretch(1)
    page.body.addLayout(across)
    model: PagedModel[Person] = PagedModel(COLUMNS, lambda ids: [PEOPLE[i % len(PEOPLE)] for i in ids])
    model.set_ids(range(846))
    model.checked = {3, 6, 8}
    table = Table(theme, model, name="客户", ticks=True)
    table.show_sort("total", True)
    table.go_to(3)
    table.hovered = 4
    page.body.addLayout(Bleed(theme, table, left=0, right=16), 1)
    bar = row(theme, gap=8, margins=(0, 12, 0, 12))
    bar.addWidget(Label(theme, "已选 3 位", bold=True))
    bar.addSpacing(theme.px(12))
    bar.addWidget(Button(theme, "打印名单", icon="printer", key="Ctrl+P", bind=False))
    bar.addWidget(Button(theme, "加标签", icon="tag", key="T", bind=False))
    bar.addWidget(Button(theme, "取消", kind="quiet", key="Esc"))
    bar.addStretch(1)
    bar.addWidget(Label(theme, "可能损失合计 ¥2,596", size=13, ink="ink2"))
    page.body.addLayout(bar)
    return page


def visit_panel(theme: Theme) -> Panel:
    """As the look's fifth picture."""
    panel = Panel(theme, "记到店")
    who = row(theme, gap=16, margins=(0, 4, 0, 0))
    who.addWidget(Label(theme, "李静怡", size=16, bold=True))
    who.addWidget(StageMark(theme, "returning"))
    who.addStretch(1)
    who.addWidget(Label(theme, "上次 11月2日，剪发 ¥68", size=13, ink="ink2"))
    panel.body.addLayout(who)
    panel.body.addSpacing(theme.px(16))
    form = Form(theme)
    amount = Line(theme, echo=lambda text: "= ¥128.00" if text else "", big=True)
    form.add("amount", Field(theme, "金额", amount, hint="可写 35+20*2")).set_text("68+30*2")
    form.add("items", Field(theme, "做了什么", Line(theme), hint="逗号或 Enter 隔开")).set_text("剪发")
    day = Field(theme, "日期", Line(theme, icon="calendar"))
    form.add_row(("day", day), ("staff", Field(theme, "店员", Combo(theme, [Choice("1", "阿杰")]))))
    form.add("note", Field(theme, "备注", Line(theme, placeholder="可不填")))
    day.set_text("12月23日")
    problem = Problem("day", Message("gallery_future"), cure="11月23日")
    panel.body.addWidget(form)
    panel.body.addSpacing(theme.px(18))
    save = Button(theme, "保存", kind="filled", icon="check", key="Enter")
    panel.body.addWidget(Actions(theme, [save, Button(theme, "不记了", kind="quiet", key="Esc")]))
    panel.body.addStretch(1)
    form.complain([problem], {"day": "改成今天 11月23日"})
    amount.setFocus()
    return panel


def parts_page(theme: Theme) -> Page:
    """Every control in its states, as the look's tenth picture."""
    page = Page(theme, "部件", "每一件的全部样子")
    across = row(theme, gap=44)
    page.body.addLayout(across, 1)
    left, right = column(theme, gap=10, margins=(0, 8, 0, 0)), column(theme, gap=10, margins=(0, 8, 0, 0))
    across.addLayout(left, 1)
    across.addLayout(right, 1)
    fill_left(theme, left)
    right.addWidget(Heading(theme, "字号"))
    right.addWidget(Label(theme, "王小明", size=30, serif=True))
    right.addWidget(Label(theme, "今日　¥1,286", size=24, serif=True))
    right.addWidget(Label(theme, "该打的电话", size=16, bold=True))
    right.addWidget(Label(theme, "138****5678　¥1,240", size=15))
    right.addWidget(Label(theme, "平时约 14 天来一次，已 47 天没来"))
    right.addWidget(Facts(theme, [Fact("生日", "农历八月初三", "今年 9月13日"), Fact("微信", "xm_wang88")]))
    listed = Rows(theme, name="往来", inset=False, lead_width=84, lead_size=14, height=40)
    listed.show_rows(
        [
            GroupHead("往来", "38 条"),
            OneLine(
                1,
                "10月7日",
                "到店",
                note="剪发　阿杰",
                middle="隔 15 天",
                end="¥68",
                icon="scissors",
                icon_ink="accent",
                bold=True,
            ),
            OneLine(2, "9月20日", "回访", note="已接通：“这周末过来”", icon="phone"),
        ]
    )
    right.addWidget(listed)
    right.addWidget(
        BigChoice(theme, "记第一位客户", "姓名、手机、来源，三格就够", icon="user-round-plus", key="F4", filled=True)
    )
    right.addWidget(BigChoice(theme, "先看看样板店", "200 位假客户，随时一键清掉", icon="store"))
    right.addWidget(Empty(theme, "这一页还空着", "记下第一位客户，从明天起这里会告诉你该给谁打电话。"))
    right.addStretch(1)
    return page


def fill_left(theme: Theme, left: object) -> None:
    """Stages, buttons, fields."""
    add = left.addWidget  # type: ignore[attr-defined]
    add(Heading(theme, "阶段：形状、字、颜色三样都不同"))
    for chip in (True, False):
        line = row(theme, gap=8)
        for stage in shapes.STAGES:
            line.addWidget(StageMark(theme, stage, chip=chip))
        line.addStretch(1)
        left.addLayout(line)  # type: ignore[attr-defined]
    add(Heading(theme, "按钮：平常、按下、不可用"))
    for kind in ("filled", "outlined"):
        line = row(theme, gap=12)
        for state in ("", "down", "off"):
            button = Button(theme, "保存" if kind == "filled" else "加标签", kind=kind)  # type: ignore[arg-type]
            button.setDown(state == "down")
            button.setEnabled(state != "off")
            line.addWidget(button)
        line.addWidget(Button(theme, "删除个人信息", danger=True, icon="trash-2"))
        line.addStretch(1)
        left.addLayout(line)  # type: ignore[attr-defined]
    line = row(theme, gap=16)
    line.addWidget(Button(theme, "打印名单", kind="link", icon="printer"))
    line.addWidget(Button(theme, "改资料", kind="link", icon="pencil", key="F2", bind=False))
    line.addWidget(IconButton(theme, "eye", "显示号码"))
    tick = Tick(theme, "也找老客")
    tick.setChecked(True)
    line.addWidget(tick)
    line.addWidget(Tick(theme, "只看会员"))
    line.addStretch(1)
    left.addLayout(line)  # type: ignore[attr-defined]
    choices = [Choice("all", "全部"), Choice("visit", "到店"), Choice("call", "联系"), Choice("edit", "改动", 3)]
    add(Chips(theme, choices, name="往来", quiet=True))
    add(Heading(theme, "格子：平常、有错、问一句、不可用"))
    line = row(theme, gap=12)
    fields = [Field(theme, "手机", Line(theme, placeholder="手机")) for _ in range(4)]
    for field in fields:
        line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    fields[1].set_text("138220456")
    fields[1].complain(Problem("phone", Message("gallery_short"), cure="13822045670"))
    fields[2].set_text("138220456")
    fields[2].complain(Problem("phone", Message("gallery_short"), asks=True))
    fields[3].editor.setEnabled(False)
    left.addLayout(line)  # type: ignore[attr-defined]
    add(Field(theme, "备注", Lines(theme, placeholder="可不填", lines=2), hint="最多 500 字"))
    progress = ProgressLine(theme)
    progress.set_progress(7, 20, "录了 7 行，还有 13 行")
    progress.add(Button(theme, "取消", kind="quiet"))
    add(progress)
    left.addStretch(1)  # type: ignore[attr-defined]


def build(theme: Theme, which: str) -> QWidget:
    """The frame showing the page asked for."""
    frame = make_frame(theme)
    frame.add_page("today", today_page(theme))
    frame.add_page("customers", customers_page(theme))
    frame.add_page("parts", parts_page(theme), tab="sources")
    frame.show_page({"search": "today", "visit": "today", "narrow": "customers"}.get(which, which))
    frame.resize(1024 if which == "narrow" else 1366, 700 if which == "narrow" else 768)
    frame.show()
    if which == "search":
        frame.search.setFocus()
        frame.search.setText("wxm")
    if which in ("visit", "parts"):
        frame.notify("已记：曾雅琴 到店 ¥68.00，预警 → 回头客", bold="曾雅琴", undo=lambda: None)
    if which == "visit":
        frame.open_panel(visit_panel(theme))
    return frame


def main() -> None:
    """Draw one page to a file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--page", default="parts")
    asked = parser.parse_args()
    app = QApplication(sys.argv[:1])
    theme = Theme(dark=asked.dark, scale=asked.scale)
    theme.apply(app)
    frame = build(theme, asked.page)
    frame.follow_focus()
    frame.activateWindow()
    for _ in range(5):
        app.sendPostedEvents()
        app.processEvents()
    frame.grab().save(asked.out)


if __name__ == "__main__":
    main()
