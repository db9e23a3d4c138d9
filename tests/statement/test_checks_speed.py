"""The checks go through any text, however odd or long, and soon; in processor time, whatever else runs."""

import time

import checking
import hostile
import pytest
from checking import found

from collector.statement.checks import register


@pytest.mark.parametrize("name", hostile.NAMES)
def test_no_text_breaks_a_check(name):
    typed, _, _ = hostile.answer(name)
    changes = dict.fromkeys(
        ("political_measures", "personal_example", "key_focus_actions", "unit_full_name"), typed
    )
    started = time.process_time()
    found(
        issues=[typed, "“" + typed],
        next_steps=[{"measure": typed, "owner": typed, "deadline": typed}],
        **changes,
    )
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "sign",
    [
        "“",
        "”",
        "《",
        "市",
        "某某",
        "2022年",
        "台帐",
        "。",
        "1月正在开展",
        "江城市水文",
        "，武汉市水务",
        "市局",
        "（",
        "　",
    ],
)
def test_a_sign_repeated_without_end_takes_no_time(sign):
    started = time.process_time()
    found(political_measures=sign * (60_000 // len(sign)))
    assert time.process_time() - started < 3


def test_all_checks_of_a_statement_take_less_than_thirty_milliseconds():
    before, half_year = checking.earlier(2025), checking.earlier(2026, "上半年")
    found(before=before, half_year=half_year)
    times = []
    for _ in range(5):
        made = checking.context(before=before, half_year=half_year)
        started = time.process_time()
        register.findings(made)
        times.append(time.process_time() - started)
    assert min(times) < 0.030
