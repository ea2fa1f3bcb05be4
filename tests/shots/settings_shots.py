"""设置: each part, being changed, refused, and at long work."""

from PySide6.QtCore import Qt

from kyuanbook.actions import keeping
from kyuanbook.rules.followups import Kind
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.settings.page import CALENDAR, KEEPING, LOOKS, NAMES, RULES, SHOP, SOURCES, SettingsPage
from kyuanbook.ui.shell.navigation import SETTINGS
from tests.shots.page_shots import page
from tests.shots.shot import Pose, Shot


def part(p: Photographer, key: str) -> SettingsPage:
    """One part in front."""
    settings = page(p, SETTINGS, SettingsPage)
    settings.show_section(key)
    return settings


def only(key: str) -> Pose:
    """Just the part."""

    def pose(p: Photographer) -> None:
        part(p, key)

    return pose


def shop_refused(p: Photographer) -> None:
    """Too many calls a day."""
    shop = part(p, SHOP).shop
    shop.calls.setText("很多")
    shop.save_calls()


def source_refused(p: Photographer) -> None:
    """A source called as another is."""
    sources = part(p, SOURCES).sources
    first, second = sources.rows[0], sources.rows[1]
    sources.list.setFocus(Qt.FocusReason.TabFocusReason)
    sources.list.go_to(second.id)
    sources.edit(second.id)
    sources.name.setText(first.name)
    sources.store()


def calendar_entry(p: Photographer) -> None:
    """A holiday being entered, the days read back."""
    calendar = part(p, CALENDAR).calendar
    calendar.first_day.setText("1.28")
    calendar.last_day.setText("2.4")
    calendar.word.setText("春节放假")
    calendar.list.setFocus(Qt.FocusReason.TabFocusReason)


def calendar_refused(p: Photographer) -> None:
    """… without a day, and one that is none."""
    calendar = part(p, CALENDAR).calendar
    calendar.last_day.setText("2月30日")
    calendar.add()


def names_refused(p: Photographer) -> None:
    """A member of staff called as another is."""
    staff = part(p, NAMES).names.staff
    first, second = list(staff._names)[:2]
    staff.list.setFocus(Qt.FocusReason.TabFocusReason)
    staff.edit(second)
    staff.line.setText(staff._names[first].name)
    staff.store()


def rule_edited(p: Photographer) -> None:
    """A rule being changed: how many it brings up, and how it sounds."""
    rules = part(p, RULES).rules
    rules.list.setFocus(Qt.FocusReason.TabFocusReason)
    birthday = next(one for one in rules.rows if one.kind is Kind.BIRTHDAY)
    rules.list.go_to(birthday.id)
    rules.edit(birthday.id)
    rules.form.days.setText("7")
    rules.try_it()


def rule_refused(p: Photographer) -> None:
    """A rule for a 客户细分 without one, a place that nobody knows, days that are none."""
    rules = part(p, RULES).rules
    rules.form.kind.choose(Kind.SEGMENT.value)
    rules.form._another_kind(Kind.SEGMENT.value)
    rules.form.days.setText("三天")
    rules.form.words.setText("【老板】您好")
    rules.store()
    rules.whole.lines["pause_days"].setText("很久")
    rules.whole.store("pause_days")


def backups(p: Photographer) -> None:
    """Backups here and in a second place."""
    second = p.book.path.parent / "U盘"
    second.mkdir()
    p.window.memory.change(second_place=str(second), place_asked=True)
    for _ in range(2):
        keeping.back_up(p.book, second=second)
    part(p, KEEPING).keeping.list.setFocus(Qt.FocusReason.TabFocusReason)


def working(p: Photographer) -> None:
    """A backup under way, which can be stopped."""
    section = part(p, KEEPING).keeping
    section._allow(False)
    section.progress.set_progress(37, 100, section.now.words())
    section.progress.show()


SHOTS = (
    Shot("settings", only(SHOP)), Shot("settings-error", shop_refused),
    Shot("settings-sources", only(SOURCES)), Shot("settings-sources-error", source_refused),
    Shot("settings-calendar", calendar_entry), Shot("settings-calendar-error", calendar_refused),
    Shot("settings-names", only(NAMES)), Shot("settings-names-error", names_refused),
    Shot("settings-rules", only(RULES)), Shot("settings-rule-edited", rule_edited),
    Shot("settings-rule-error", rule_refused), Shot("settings-looks", only(LOOKS)),
    Shot("settings-backup", backups), Shot("settings-backup-working", working),
)  # fmt: skip
EMPTY = (
    Shot("settings-rules", only(RULES)),
    Shot("settings-sources", only(SOURCES)), Shot("settings-calendar", only(CALENDAR)), Shot("settings-names", only(NAMES)),
    Shot("settings-backup", only(KEEPING)),
)  # fmt: skip
