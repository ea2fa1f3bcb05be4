"""满意度 and 问卷: the panels, the card's time line, 分析, the slips and questionnaires on paper."""

import random

from PySide6.QtCore import Qt

from kyuanbook.actions.feedback import delete_feedback, record_feedback
from kyuanbook.actions.replies import record_reply
from kyuanbook.actions.surveys import make_survey
from kyuanbook.book.queries import surveys
from kyuanbook.book.queries.feedback import report
from kyuanbook.rules.feedback import FeedbackEntry
from kyuanbook.rules.surveys import QuestionEntry, ReplyEntry, SurveyEntry
from kyuanbook.ui.analysis.feedback_section import FeedbackSection
from kyuanbook.ui.analysis.page import AnalysisPage
from kyuanbook.ui.analysis.sections import FEEDBACK, SURVEYS
from kyuanbook.ui.analysis.surveys_section import SurveysSection
from kyuanbook.ui.entry.feedback_panel import FeedbackPanel
from kyuanbook.ui.entry.reply_panel import ReplyPanel
from kyuanbook.ui.entry.survey_panel import SurveyPanel
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.printing.forms_page import FormsPage
from kyuanbook.ui.shell.navigation import ANALYSIS, BIN
from tests.book.factories import typed_day
from tests.shots.page_shots import page
from tests.shots.shot import Shot, settle
from tests.shots.touch_shots import who

SAID = ("等太久了，约的四点做到五点半", "颜色染深了，跟图片不一样", "洗头水太烫", "")
ASKED = (
    QuestionEntry("从哪里知道我们的？", "choice", "路过，朋友介绍，抖音，大众点评"),
    QuestionEntry("多久剪一次头发？", "number", unit="天"), QuestionEntry("想不想试试染发？", "yes_no"),
    QuestionEntry("上次染发是哪天？", "date"), QuestionEntry("还想对我们说什么？"),
)  # fmt: skip


def scores(p: Photographer) -> None:
    """Half a year of scores, once a book."""
    with p.book.read() as sql:
        if report(sql, p.book.today()).given:
            return
        came = sql.rows("SELECT id, customer_id, day, staff_id FROM visit WHERE deleted_at IS NULL AND day BETWEEN :a AND :b"
                        " AND customer_id IN (SELECT id FROM customer WHERE deleted_at IS NULL) ORDER BY day DESC LIMIT 400",
                        a=p.book.today() - 200, b=p.book.today())  # fmt: skip
    r = random.Random(5)
    for visit, customer, day, staff in sorted(r.sample(came, 60), key=lambda one: one[2]):
        score = r.choices(range(1, 6), (2, 4, 12, 32, 50))[0]
        words = r.choice(SAID) if score < 3 else r.choice(("", "", "剪得好", "小琳手很轻"))
        entry = FeedbackEntry(str(score), words, r.choice(("counter", "call", "slip")), visit, staff, typed_day(day))
        record_feedback(p.book, customer_id=customer, entry=entry)


def asked(p: Photographer, many: int = 0) -> int:
    """新客问卷, once a book, answered by ``many``."""
    with p.book.read() as sql:
        there = next((one for one in surveys.surveys(sql, hidden=True) if one.name == "新客问卷"), None)
    made = there.id if there is not None else make_survey(p.book, entry=SurveyEntry("新客问卷", "耽误您一分钟，谢谢", ASKED)).id
    assert made is not None
    if many and (there is None or not there.replied):
        with p.book.read() as sql:
            ids = sql.column("SELECT id FROM customer WHERE deleted_at IS NULL ORDER BY id LIMIT :n", n=many)
            questions = [one.id for one in surveys.questions(sql, made)]
        r = random.Random(3)
        for customer in ids:
            answers = (
                str(r.choices(range(1, 5), (5, 9, 4, 2))[0]), str(r.randrange(15, 60)), r.choice(("是", "否", "")), "",
                r.choice(("", "周末能不能早点开门", "停车不方便", "希望有儿童座椅")),
            )  # fmt: skip
            record_reply(
                p.book, survey_id=made, customer_id=customer,
                entry=ReplyEntry(dict(zip(questions, answers, strict=True)), ""), accepted={"day:reply_twice"},
            )  # fmt: skip
    return made


# the panels ----------------------------------------------------------------------------------------------------------------


def feedback_panel(p: Photographer, name: str = "王小明") -> FeedbackPanel:
    """记满意度 of somebody on their card."""
    p.window.nav.go_to_card(who(p, name))
    p.works.record_feedback()
    settle()
    return p.works.panels.feedback


def filled(p: Photographer) -> None:
    """A low score with its words."""
    panel = feedback_panel(p)
    panel.score.choose("2")
    panel.note.setText(SAID[0])
    panel.way.choose("slip")


def refused(p: Photographer) -> None:
    """Neither a score nor words, a day to come."""
    panel = feedback_panel(p)
    panel.day.setText("明天")
    panel.submit()


def by_number(p: Photographer) -> None:
    """Found by the number on the slip."""
    p.works.panels.record_feedback(None)
    panel = p.works.panels.feedback
    panel.customer.setFocus()
    panel.customer.setText("12")
    panel.customer.offer("12")


def on_card(p: Photographer) -> None:
    """The time line with what they said and answered."""
    customer = who(p, "王小明")
    record_feedback(p.book, customer_id=customer, entry=FeedbackEntry("2", SAID[0], "slip"))
    made = asked(p)
    with p.book.read() as sql:
        first = surveys.questions(sql, made)[0].id
    record_reply(
        p.book, survey_id=made, customer_id=customer, entry=ReplyEntry({first: "2"}), accepted={"day:reply_twice"}
    )
    p.window.nav.go_to_card(customer)
    p.window.nav.page("card").happened.setFocus(Qt.FocusReason.TabFocusReason)  # type: ignore[attr-defined]


def thrown(p: Photographer) -> None:
    """A 满意度 in 回收站."""
    done = record_feedback(p.book, customer_id=who(p, "王小明"), entry=FeedbackEntry("1", SAID[1]))
    delete_feedback(p.book, feedback_id=done.id or 0)
    p.window.nav.go(BIN)


def reply_panel(p: Photographer) -> ReplyPanel:
    """录问卷 of somebody on their card."""
    asked(p)
    p.window.nav.go_to_card(who(p, "施若男"))
    p.works.record_reply()
    settle()
    return p.works.panels.reply


def answered(p: Photographer) -> None:
    """Half answered."""
    panel = reply_panel(p)
    first, second, *_ = panel.questions.rows
    panel.questions.fill({first: "朋友介绍", second: "30"})
    panel.questions.take_focus(first)


def no_answer(p: Photographer) -> None:
    """An answer that is no number, a day that is none."""
    panel = reply_panel(p)
    ids = list(panel.questions.rows)
    panel.questions.fill({ids[1]: "很久", ids[3]: "前几天"})
    panel.submit()


def survey_panel(p: Photographer) -> SurveyPanel:
    """新客问卷, being changed."""
    p.works.panels.edit_survey(asked(p))
    settle()
    return p.works.panels.survey


def survey_new(p: Photographer) -> None:
    """A new one that was saved too early."""
    p.works.panels.edit_survey(None)
    panel = p.works.panels.survey
    panel.rows[0].text.setText("住在哪个小区？")
    panel.rows[1].text.setText("从哪里知道我们的？")
    panel.rows[1].kind.choose("choice")
    panel.rows[1]._show_details()
    panel.submit()


# 分析 ------------------------------------------------------------------------------------------------------------------------


def feedback_section(p: Photographer) -> FeedbackSection:
    """满意度 in front, read."""
    analysis = page(p, ANALYSIS, AnalysisPage)
    analysis.show_section(FEEDBACK)
    section = analysis.part(FEEDBACK)
    assert isinstance(section, FeedbackSection)
    settle(300)
    return section


def told(p: Photographer) -> None:
    """Half a year of scores."""
    scores(p)
    feedback_section(p).first().setFocus(Qt.FocusReason.TabFocusReason)


def low_ones(p: Photographer) -> None:
    """What the low ones said, by product."""
    scores(p)
    section = feedback_section(p)
    section.splits.choose("product")
    section._show_table()
    section.said.setFocus(Qt.FocusReason.TabFocusReason)
    section.parentWidget().parentWidget().ensureWidgetVisible(section.said, 0, 200)  # type: ignore[union-attr, attr-defined]


def surveys_section(p: Photographer) -> SurveysSection:
    """问卷 in front, read."""
    analysis = page(p, ANALYSIS, AnalysisPage)
    analysis.show_section(SURVEYS)
    section = analysis.part(SURVEYS)
    assert isinstance(section, SurveysSection)
    settle(300)
    return section


def results(p: Photographer) -> None:
    """What forty answered."""
    asked(p, 40)
    surveys_section(p).list.setFocus(Qt.FocusReason.TabFocusReason)


# paper -----------------------------------------------------------------------------------------------------------------------


def forms(p: Photographer, form: str, paper: str, *, picked: bool = False) -> FormsPage:
    """The page of the forms."""
    if picked:
        p.window.nav.go_to_card(who(p, "王小明"))
    p.works.print_forms(form)
    found = p.window.frame.page()
    assert isinstance(found, FormsPage)
    found.show_forms(form, p.window.nav.page("card").picked() if picked else ())  # type: ignore[attr-defined]
    found._choose_paper(paper)
    settle(400)
    return found


def nothing(_: object) -> None:
    """A pose gives nothing back but a widget."""


SHOTS = (
    Shot("feedback", lambda p: nothing(feedback_panel(p))), Shot("feedback-filled", filled), Shot("feedback-error", refused),
    Shot("feedback-number", by_number), Shot("feedback-card", on_card), Shot("feedback-bin", thrown),
    Shot("survey-reply", lambda p: nothing(reply_panel(p))), Shot("survey-reply-half", answered),
    Shot("survey-reply-error", no_answer), Shot("survey-change", lambda p: nothing(survey_panel(p))),
    Shot("survey-new", survey_new), Shot("analysis-feedback", told), Shot("analysis-feedback-low", low_ones),
    Shot("analysis-surveys", results), Shot("forms-slips", lambda p: nothing(forms(p, "slip", "a4"))),
    Shot("forms-slip-roll", lambda p: nothing(forms(p, "slip", "roll58", picked=True))),
    Shot("forms-survey", lambda p: nothing(forms(p, str(asked(p)), "a4", picked=True))),
)  # fmt: skip
EMPTY = (
    Shot("analysis-feedback", lambda p: nothing(feedback_section(p))),
    Shot("analysis-surveys", lambda p: nothing(surveys_section(p))),
)  # fmt: skip
