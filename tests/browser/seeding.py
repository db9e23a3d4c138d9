"""What the demonstration lacks for a look at every page: statements in every state, uploads that wait."""

import dataclasses
from datetime import UTC, datetime, timedelta

import sample_answers

from collector import demo
from collector.demo import filing
from collector.statement import workflow
from collector.store import (
    answers,
    imports,
    people,
    remarks,
    revisions,
    rosters,
    statements,
    steps,
    units,
)
from collector.store import database as store

# What an uploaded report may leave to be confirmed.
IMPORTED = {
    "answers": {"report_year": "2021", "position": "局长", "party_lectures": [], "branches_before": "1"},
    "doubtful": {"position": "所在的句子与模板的文字不完全一样，请核对", "branches_before": "没有写出"},
    "quotes": {"position": "江城市水文局　局长　陈远山"},
    "left": ["没有归入任何问题的一段"],
    "unprinted": ["branches_before"],
    "is_revised": True,
}
# Somebody new, and somebody of a name that the unit has.
ROSTER = [
    {"row": row, "account": account, "name": name, "position": "科长", "unit_id": 1, "unit": "江城市水文局"}
    | {"roles": ["official", "reviewer"]}
    for row, account, name in ((2, "lijiang", "李江"), (3, "chen2", "陈远山"))
]
REMARKS = {
    "field_supervision_person_times": "与往年相差较大，请核对督导台账",
    "key_power_risk": "与往年的写法相同，请写本年度新出现的风险点和具体措施",
    remarks.WHOLE: "总体情况清楚，请再核对一遍数字",
}


def seed(path):
    """Fill in a fresh demonstration; its statements by what they show: {"waiting": id, …}."""
    connection = store.connection(path)
    ids = {account: people.by_account(connection, account)["id"] for account, *_ in demo.PEOPLE}
    by_year = {row["year"]: row["id"] for row in statements.of_person(connection, 1, ids[demo.HEAD])}
    with store.transaction(connection):
        # A phrase out of date, a second revision, an upload that waits, a roster that waits.
        answers.save(connection, 1, by_year[2026], {"study_focus": ["十九届六中全会精神"]}, ids[demo.HEAD])
        revisions.cut(connection, 1, by_year[2026], "saved", ids[demo.HEAD])
        imports.add(connection, 1, ids[demo.HEAD], definition_id=1, file_name="往年.docx", found=IMPORTED)
        units.add(connection, "监测科", parent_id=1)
        rosters.add(connection, 1, ids[demo.ADMINISTRATOR], file_name="人员.xlsx", people=ROSTER)
    with filing.desk(path) as desk:
        found = reviewed(Seeding(desk=desk, ids=ids))
    waiting = statements.of_person(connection, 1, ids[demo.DEPUTY])[0]["id"]
    store.close(path)
    return found | {f"year {year}": each for year, each in by_year.items()} | {"waiting": waiting}


def reviewed(seeding):
    """Statements on their way: returned, opened again after a return, handed to its author; one discarded."""
    with store.transaction(seeding.desk.connection):
        returned = seeding.written(demo.DEPUTY, 2022)
        seeding.hands_in(returned)
        seeding.sends_back(returned)
        awaiting = seeding.written(demo.DEPUTY, 2023)
        seeding.takes(awaiting, "hand_over", demo.CLERK)
        opened = seeding.written(demo.HEAD, 2023)
        seeding.hands_in(opened)
        seeding.sends_back(opened)
        seeding.answers_one_remark_and_changes_the_other(opened)
        seeding.hands_in(opened)
        seeding.opens(opened)
        seeding.notes(opened, "party_lectures", "请补充党课的题目")
        discarded = seeding.written(demo.HEAD, 2022)
        statements.discard(seeding.desk.connection, 1, discarded)
    return {"returned": returned, "awaiting": awaiting, "opened": opened, "discarded": discarded}


@dataclasses.dataclass(frozen=True)
class Seeding:
    """Who takes which step of a statement's way, within a transaction."""

    desk: filing.Desk
    ids: dict

    def written(self, account, year):
        """A complete statement: what was answered in 2024, in another year."""
        definition = sample_answers.definition()
        found = demo.year_answers(definition, 2024, account)
        dates = ("cutoff_date", "personal_matters_reported_date", "signed_date")
        moved = {name: found[name].replace("2024", str(year)) for name in dates}
        return demo.add_statement(
            self.desk.connection,
            1,
            self.ids[account],
            definition,
            year,
            found | moved | {"report_year": str(year)},
            round_id=None,
            is_open=False,
            at=filing.in_december(year),
        )

    def takes(self, statement_id, name, account, to=None):
        row = self.desk.row(statement_id)
        step = workflow.STEPS[name]
        return steps.take(
            self.desk.connection,
            1,
            statement_id,
            cause=step.cause,
            states=step.states,
            to=to or step.to,
            person_id=self.ids[account] if account else row["person_id"],
            opened=step.opened,
        )

    def hands_in(self, statement_id):
        self.desk.submit(statement_id, {}, datetime.now(UTC) - timedelta(days=2))

    def opens(self, statement_id):
        steps.open_review(self.desk.connection, 1, statement_id, self.ids[demo.REVIEWER])

    def sends_back(self, statement_id):
        self.opens(statement_id)
        submitted = self.desk.row(statement_id)["submitted_revision"]
        self.takes(statement_id, "return", demo.REVIEWER)
        return_id = remarks.add_return(
            self.desk.connection,
            1,
            statement_id,
            revision=submitted,
            kind="return",
            reason="请按意见修改",
            person_id=self.ids[demo.REVIEWER],
        )
        remarks.send(
            self.desk.connection, 1, statement_id, self.ids[demo.REVIEWER], REMARKS, return_id=return_id
        )

    def answers_one_remark_and_changes_the_other(self, statement_id):
        author = self.desk.row(statement_id)["person_id"]
        sent = {
            row["question"]: row["id"] for row in remarks.of_statement(self.desk.connection, 1, statement_id)
        }
        said = sent["field_supervision_person_times"]
        remarks.answer(self.desk.connection, 1, statement_id, said, author, "已核对，数字无误")
        text = (
            "本岗位的主要风险在应急抢险物资采购。今年起，抢险物资先询价后采购，三家比价，"
            "单据由站长、财务、纪检三方签字，抢险结束后10日内公示。"
        )
        answers.save(self.desk.connection, 1, statement_id, {"key_power_risk": text}, author)

    def notes(self, statement_id, question, text):
        remarks.note(self.desk.connection, 1, statement_id, self.ids[demo.REVIEWER], question, text)
