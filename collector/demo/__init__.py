"""A demonstration database: an invented unit, its people, and three years of differing statements."""

from collections.abc import Iterator
from pathlib import Path

from collector import accounts, catalogue, config, passwords
from collector.statement import answers, definitions, given, states
from collector.statement.states import Typed
from collector.statement.vocabulary import Definition
from collector.store import answers as stored_answers
from collector.store import database, facts, migrations, participants, revisions, rounds, statements, units
from collector.store import definitions as stored_definitions
from collector.store import finished as finished_sections
from collector.store.database import Connection

FILE_NAME = "demo.sqlite3"
UNIT = "江城市水文局"
# account, name, position, roles
PEOPLE = (
    ("chenyuanshan", "陈远山", "党委书记、局长", ("official",)),
    ("zhouqing", "周清", "局纪委书记", ("official", "administrator")),
)
YEARS = (2024, 2025, 2026)
# The newest one is still being written: these sections are open.
UNFINISHED = (2026, ("principal-responsibility", "closing"))
# Filled in, but not called finished yet.
UNMARKED = ("clean-power",)
# The round it is written in: cut-off date, deadline.
ROUND = ("2026-11-20", "2026-12-20")
HERE = Path(__file__).parent


def database_path(settings: config.Settings) -> Path:
    """Where the demonstration lives: beside the real database, never in its place."""
    return settings.database.with_name(FILE_NAME)


def year_answers(definition: Definition, year: int) -> dict[str, Typed]:
    """The demonstration's answers of one year, complete and valid."""
    found, complaints = given.answers_in(definition, (HERE / f"answers-{year}.json").read_bytes())
    if complaints:
        raise ValueError(complaints)
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
        ids = []
        for account, name, position, roles in PEOPLE:
            password = passwords.one_time()
            person_id = accounts.add_to_unit(
                connection,
                unit_id,
                account=account,
                name=name,
                position=position,
                roles=roles,
                password_hash=passwords.hashed(password),
                must_change_password=False,
            )
            ids.append(person_id)
            labels = accounts.roles_label(roles)
            yield f"{name}（{position}，{labels}）：账号 {account}，密码 {password}"
        round_id = add_round(connection, unit_id, definition, opened_by=ids[1])
        participants.add(connection, unit_id, round_id, ids[:1])
        for year in YEARS:
            add_statement(
                connection, unit_id, ids[0], definition, year, round_id if year == UNFINISHED[0] else None
            )


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


def add_statement(
    connection: Connection,
    unit_id: int,
    person_id: int,
    definition: Definition,
    year: int,
    round_id: int | None,
) -> None:
    """Keep one year's statement with its answers, counts and finished sections. Call it in a transaction."""
    found = year_answers(definition, year)
    finished = {section.name for section in definition.sections}
    if year == UNFINISHED[0]:
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
    )
    for section in finished:
        finished_sections.mark(connection, unit_id, statement_id, section, True, person_id)
    keep(connection, unit_id, person_id, statement_id, definition, found)


def keep(
    connection: Connection,
    unit_id: int,
    person_id: int,
    statement_id: int,
    definition: Definition,
    found: dict[str, Typed],
) -> None:
    """Keep the answers with a first revision, and what they leave open."""
    kept = {name: states.to_json(typed) for name, typed in found.items()}
    stored_answers.save(connection, unit_id, statement_id, kept, person_id)
    revisions.cut(connection, unit_id, statement_id, "saved", person_id)
    problems = answers.problems(definition, found)
    missing = sum(problem.missing for problem in problems)
    statements.set_counts(
        connection,
        unit_id,
        statement_id,
        missing=missing,
        findings=len(problems) - missing,
        person_id=person_id,
    )
