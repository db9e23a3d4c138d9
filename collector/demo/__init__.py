"""A demonstration database: an invented unit, its people, and statements of three years in every state."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from collector import accounts, catalogue, config, passwords
from collector.statement import answers, definitions, given, states
from collector.statement.states import Typed
from collector.statement.vocabulary import Definition
from collector.store import answers as stored_answers
from collector.store import (
    clerks,
    database,
    facts,
    migrations,
    participants,
    revisions,
    rounds,
    statements,
    units,
)
from collector.store import definitions as stored_definitions
from collector.store import finished as finished_sections
from collector.store.database import Connection

FILE_NAME = "demo.sqlite3"
UNIT = "江城市水文局"
HEAD, ADMINISTRATOR, REVIEWER = "chenyuanshan", "zhouqing", "linzhiyuan"
DEPUTY, CLERK = "wangxiaohe", "heqinghe"
# account, name, position, roles
PEOPLE = (
    (HEAD, "陈远山", "党委书记、局长", ("official",)),
    (ADMINISTRATOR, "周清", "局纪委书记", ("official", "administrator")),
    (REVIEWER, "林知远", "局纪检监察室主任", ("reviewer",)),
    (DEPUTY, "王小河", "党委副书记、副局长", ("official",)),
    (CLERK, "何青禾", "办公室科员", ("clerk",)),
)
YEARS = (2024, 2025, 2026)
# The newest one of the head is still being written: these sections are open.
UNFINISHED = (2026, ("principal-responsibility", "closing"))
# Filled in, but not called finished yet.
UNMARKED = ("clean-power",)
# The round it is written in: cut-off date, deadline.
ROUND = ("2026-11-20", "2026-12-20")
# The deputy handed in the newest one so long ago.
WAITING = timedelta(days=3, hours=2)
HERE = Path(__file__).parent


def database_path(settings: config.Settings) -> Path:
    """Where the demonstration lives: beside the real database, never in its place."""
    return settings.database.with_name(FILE_NAME)


def year_answers(definition: Definition, year: int, account: str = HEAD) -> dict[str, Typed]:
    """The demonstration's answers of one year, complete and valid."""
    content = (HERE / f"answers-{year}.json").read_bytes()
    if account != HEAD:
        content = json.dumps(json.loads(content) | of_their_own(account)[str(year)]).encode()
    found, complaints = given.answers_in(definition, content)
    if complaints:
        raise ValueError(complaints)
    return found


def of_their_own(account: str) -> dict[str, dict[str, object]]:
    """What somebody else answered otherwise than the head, by year, and what they say to their findings."""
    found: dict[str, dict[str, object]] = json.loads((HERE / f"{account}.json").read_bytes())
    return found


def build(path: Path, forms: Path, templates: Path) -> Iterator[str]:
    """Make the database anew and yield a line for every account."""
    database.close(path)
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    migrations.migrate(path)
    connection = database.connection(path)
    catalogue.load_forms(connection, forms, templates)
    definition = definitions.load(forms / "integrity", templates)
    with database.transaction(connection):
        unit_id = units.add(connection, UNIT)
        ids = {}
        for account, name, position, roles in PEOPLE:
            password = passwords.one_time()
            ids[account] = accounts.add_to_unit(
                connection,
                unit_id,
                account=account,
                name=name,
                position=position,
                roles=roles,
                password_hash=passwords.hashed(password),
                must_change_password=False,
            )
            labels = accounts.roles_label(roles)
            yield f"{name}（{position}，{labels}）：账号 {account}，密码 {password}"
        clerks.assign(connection, unit_id, ids[DEPUTY], ids[CLERK], by=ids[ADMINISTRATOR])
        round_id = add_round(connection, unit_id, definition, opened_by=ids[ADMINISTRATOR])
        participants.add(connection, unit_id, round_id, (ids[HEAD], ids[DEPUTY]))
    add_statements(path, unit_id, ids, definition, round_id)


def add_round(connection: Connection, unit_id: int, definition: Definition, *, opened_by: int) -> int:
    """Open the round of the newest year, and keep what the unit says once for all statements of it."""
    year, _ = UNFINISHED
    found = year_answers(definition, year)
    for question in definition.asked:
        if question.scope == "unit" and question.type == "text" and question.name in found:
            facts.keep(connection, unit_id, question.name, states.to_json(found[question.name]), opened_by)
    cutoff_date, deadline = ROUND
    return rounds.add(
        connection,
        unit_id,
        definition_name=definition.name,
        year=year,
        period=str(found[definition.period]),
        cutoff_date=cutoff_date,
        deadline=deadline,
        opened_by=opened_by,
    )


def add_statements(
    path: Path, unit_id: int, ids: dict[str, int], definition: Definition, round_id: int
) -> None:
    """Keep all statements: the earlier ones reviewed and archived, one handed in, one being written."""
    # Imported here, so that the command line loads without Flask.
    from collector.demo import filing

    connection, now = database.connection(path), datetime.now(UTC)
    with filing.desk(path) as desk:
        for account in (HEAD, DEPUTY):
            for year in YEARS:
                is_last = year == YEARS[-1]
                is_open = is_last and account == HEAD
                at = now - WAITING if is_last else filing.in_december(year)
                with database.transaction(connection):
                    statement_id = add_statement(
                        connection,
                        unit_id,
                        ids[account],
                        definition,
                        year,
                        year_answers(definition, year, account),
                        round_id=round_id if is_last else None,
                        is_open=is_open,
                        at=now if is_open else at,
                    )
                    if not is_open:
                        explained = {} if account == HEAD else of_their_own(account)["explanations"]
                        desk.submit(statement_id, explained, at)
                    if not is_last:
                        desk.review(statement_id, ids[REVIEWER], at)


def add_statement(
    connection: Connection,
    unit_id: int,
    person_id: int,
    definition: Definition,
    year: int,
    found: dict[str, Typed],
    *,
    round_id: int | None,
    is_open: bool,
    at: datetime,
) -> int:
    """Keep one year's statement with its answers, counts and finished sections. Call it in a transaction."""
    finished = {section.name for section in definition.sections}
    if is_open:
        finished -= {*UNFINISHED[1], *UNMARKED}
        found = {
            name: typed
            for name, typed in found.items()
            if definition.section_of[name].name not in UNFINISHED[1]
        }
    version = stored_definitions.by_hash(connection, definition.hash)
    if version is None:
        raise LookupError(definition.name)
    statement_id = statements.create(
        connection,
        unit_id,
        person_id,
        definition_id=version["id"],
        definition_name=definition.name,
        year=year,
        period=str(found[definition.period]),
        round_id=round_id,
        now=at,
    )
    for section in finished:
        finished_sections.mark(connection, unit_id, statement_id, section, True, person_id, at)
    keep(connection, unit_id, person_id, statement_id, definition, found, at)
    return statement_id


def keep(
    connection: Connection,
    unit_id: int,
    person_id: int,
    statement_id: int,
    definition: Definition,
    found: dict[str, Typed],
    at: datetime,
) -> None:
    """Keep the answers with a first revision, and what they leave open."""
    kept = {name: states.to_json(typed) for name, typed in found.items()}
    stored_answers.save(connection, unit_id, statement_id, kept, person_id, at)
    revisions.cut(connection, unit_id, statement_id, "saved", person_id, now=at)
    problems = answers.problems(definition, found)
    missing = sum(problem.missing for problem in problems)
    statements.set_counts(
        connection,
        unit_id,
        statement_id,
        missing=missing,
        findings=len(problems) - missing,
        person_id=person_id,
        now=at,
    )
