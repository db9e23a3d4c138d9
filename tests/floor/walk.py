"""Walk the path once in Chromium 86 against a real gunicorn and compare the report with the answers.

What is walked stands in walk.mjs; the plan with the answers is made here.
"""

import base64
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from collector import demo
from collector.statement import definitions, states, wording
from collector.word import render, template, text

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / ".floor"
YEAR = 2026
SECONDS_TO_START, SECONDS_TO_WALK = 20, 180
# What the check page has to point out, among the answers.
STALE = "十九届六中全会"
# The section in which everything that helps is tried, before it is filled like the others.
GUIDED = {
    "section": "political-responsibility",
    "text": {"name": "city_bureau_core", "typed": "江城市水务局", "printed": "水务"},
    "ledger": {
        "name": "study_ledger",
        "count": "study_group_sessions",
        "rows": [
            {"date": "2026-03-05", "subject": "两会精神", "people": "46"},
            {"date": "2026-04-09", "subject": "“四风”案例", "people": "9"},
        ],
        "pasted": "2026/5/13\t网络安全\t47\n2026/6/10\t纪律处分条例\t9\n",
    },
    "conflict": {"name": "essay_contest_name", "theirs": "清风江城", "mine": "清廉水文"},
    "number": {"name": "study_group_expanded", "wrong": "99", "right": "2"},
    "longer": {
        "list": "study_focus",
        "items": ["二十届四中全会精神", "全国两会精神", "中央八项规定精神"],
        "paragraphs": "political_measures",
        "pasted": "<p>　　第一段</p><p>&nbsp;</p><p>第二段。</p>",
    },
    "none": "party_lectures",
}
BEFORE = ("study_group_sessions", "theme_party_days", "party_lectures")


def main():
    """Run the walk and return the exit code."""
    definition = definitions.load(ROOT / "forms" / "integrity", ROOT / "doc_templates")
    answers = demo.year_answers(definition, YEAR)
    answers["study_focus"] = [*answers["study_focus"], f"{STALE}精神"]
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{free.getsockname()[1]}"
        free.close()
        environment = {
            **os.environ,
            "COLLECTOR_DATABASE": str(Path(folder) / "floor.sqlite3"),
            "COLLECTOR_BIND": bind,
        }
        link = prepare(environment)
        service = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "wsgi:app"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(f"http://{bind}/sign-in")
            plan = planned(definition, answers, Path(folder))
            report = walk(plan | {"base": f"http://{bind}", "link": link})
        except subprocess.CalledProcessError:
            print("Chromium 86 did not come through; what it met stands above")
            return 1
        finally:
            service.terminate()
            service.wait(timeout=20)
    return compare(definition, answers, report)


def prepare(environment):
    """Make the database and return the set-up link."""
    for command in ("migrate", "setup-link"):
        done = subprocess.run(
            [sys.executable, "-m", "collector", command],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
    return next(word for word in done.stdout.split() if word.startswith("http"))


def wait_for(url):
    """Return once the service answers."""
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            urllib.request.urlopen(url).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def planned(definition, answers, folder):
    """What the old browser is to do: who it is, what it answers, where the report of the year before is."""
    before = demo.year_answers(definition, YEAR - 1)
    report = folder / f"{YEAR - 1}.docx"
    report.write_bytes(render.fill(template.load(definition.template), wording.words(definition, before)))
    return {
        "modules": str(MODULES),
        "earlier": str(report),
        "before": {name: states.to_json(before[name]) for name in BEFORE},
        "guided": GUIDED,
        "stale": STALE,
        "administrator": {
            "unit": answers["unit_full_name"],
            "name": answers["reporter_name"],
            "position": answers["position"],
            "account": "chenyuanshan",
            "password": "Shuiwen-2026-cehui",
            "password_again": "Shuiwen-2026-cehui",
        },
        "sections": [
            {"name": section.name, "answers": json_answers(section, answers)}
            for section in definition.sections
        ],
    }


def walk(plan):
    """Let the old browser walk; return the report it downloaded."""
    done = subprocess.run(
        ["node", str(ROOT / "tests" / "floor" / "walk.mjs")],
        input=json.dumps(plan),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=SECONDS_TO_WALK,
    )
    return base64.b64decode(done.stdout)


def json_answers(section, answers):
    """The section's answers as the browser gets them; 0 or [] is a confirmed none."""
    return {
        question.name: states.to_json(answers[question.name])
        for question in section.asked
        if question.name in answers
    }


def compare(definition, answers, report):
    """Say whether the report says what was answered; return the exit code."""
    words = wording.words(definition, answers)
    paragraphs = text.paragraphs(template.load(definition.template), words)
    expected = ["".join(piece.text for piece in paragraph) for paragraph in paragraphs]
    found = text.plain(report)
    if found != expected:
        different = next(
            (pair for pair in zip(found, expected, strict=False) if pair[0] != pair[1]),
            (len(found), len(expected)),
        )
        print(f"The report differs from the answers: {different}")
        return 1
    print(f"Chromium 86 walked the path: {len(answers)} answers, {len(found)} paragraphs as expected")
    return 0


if __name__ == "__main__":
    sys.exit(main())
