"""Hostile answers through save, section page, check page and Word: each comes out as its cleaned text."""

import hostile
import pytest
from sample_definitions import kinds
from web_fixtures import Client, errors, form_fields, words
from werkzeug.datastructures import MultiDict

from collector import config, create_app
from collector.statement import cleaning, forms
from collector.store import answers, people, units
from collector.store import database as store
from collector.word import text

FIRST = {"line": "甲", "times": "12", "answer": "是"}


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """A client of an application with one question of every kind, and its database."""
    folder = tmp_path_factory.mktemp("hostile")
    path = folder / "collector.sqlite3"
    kinds(path, folder)
    db = store.connection(path)
    unit_id = units.add(db, "江城市水文局")
    person_id = people.add(
        db, unit_id, account="chen", name="陈远山", password_hash="x", must_change_password=False
    )
    people.grant(db, unit_id, person_id, "official")
    app = create_app(config.Settings(database=path, secret_key="x" * 40))
    app.config["PROPAGATE_EXCEPTIONS"] = True
    client = Client(app).sign_in(person_id)
    client.post("/statements", {"definition": "kinds", "year": "2026", "period": "年度"})
    yield client, db
    store.close(path)


def save(client, status=303, **changes):
    """Save the page of every kind as a browser that saw it would."""
    fields = dict(form_fields(client.page("/statements/1/every-kind")))
    seen = {"seen": fields["seen"]}
    return client.post("/statements/1/every-kind", {**FIRST, **changes, **seen, "then": "next"}, status)


def other(words):
    """The fields of a choice answered in other words."""
    return {"answer": "其他", "answer.other": words}


def line_of(typed):
    """The first characters of a typed answer as a draft prints it."""
    return cleaning.inline(cleaning.clean(typed))[:1000]


def report(client):
    return text.plain(client.get("/statements/1/report.docx").data)


def row(client, label):
    """What the check page says a question was answered with, without what it points out."""
    page = client.page("/statements/1/check")
    (cell,) = page.xpath(f"//tr[normalize-space(th)='{label}']/td[1]")
    for hint in cell.xpath("*[@class='warning']"):
        hint.drop_tree()
    return cell.text_content()


@pytest.mark.parametrize("name", hostile.NAMES)
def test_a_hostile_answer_comes_out_as_its_cleaned_text(service, name):
    client, db = service
    typed, line, paragraphs = hostile.answer(name)
    # A request has its limit: a very long answer stands in two fields, not in six.
    cell, printed = (typed, line) if len(typed) < 10_000 else ("短", "短")
    fields = {
        "items-0": cell,
        "items-1": "乙",
        "cells-0-one": cell,
        "cells-0-other": cell,
        "answer.other": cell,
    }
    save(client, line=typed, words=typed, answer="其他", **fields)
    cleaned = cleaning.clean(typed)
    assert answers.values(db, 1, 1)["line"] == cleaned
    page = client.page("/statements/1/every-kind")
    assert page.xpath("string(//*[@name='line']/@value)") == cleaned
    assert dict(form_fields(page))["words"].replace("\r\n", "\n") == cleaned
    assert dict(form_fields(page))["cells-0-other"].replace("\r\n", "\n") == cleaning.clean(cell)
    assert row(client, "一行文字") == line
    assert row(client, "几段文字") == "\n".join(paragraphs)
    found = report(client)
    start = found.index(f"文字：{line}。")
    assert found[start + 1 :] == [
        *paragraphs,
        f"几项：{printed}／乙。",
        f"{printed}——{printed}",
        f"选：{printed}。",
        "共12次。",
    ]


@pytest.mark.parametrize("name", hostile.NAMES)
def test_a_hostile_answer_to_a_limited_question_is_kept_and_refused_by_name(service, name):
    client, _ = service
    typed, _, _ = hostile.answer(name)
    found = errors(save(client, 422, times=typed, held_on=typed, chosen=[typed, "春"]))
    assert found["held_on"] == ["日期要填日期，如 2026年11月20日"]
    assert found["chosen"][0].startswith("选几个没有选项“")
    if name != "full-width digits":
        assert found["times"] == ["次数要填整数，如 12"]
    # A draft prints what was typed, whatever it is.
    assert line_of(typed) in "".join(text.plain(client.get("/statements/1/draft.docx").data))


@pytest.mark.parametrize("typed", hostile.MARKS)
def test_the_marks_of_a_blank_are_kept_and_refused_by_name(service, typed):
    client, db = service
    found = errors(
        save(client, 422, **{"line": typed, "words": typed, "items-0": typed, "cells-0-one": typed})
    )
    assert {name: messages[0][:4] for name, messages in found.items()} == {
        "line": "一行文字",
        "words": "几段文字",
        "items": "几项第 ",
        "cells": "几行第 ",
    }
    assert answers.values(db, 1, 1)["line"] == typed
    client.get("/statements/1/report.docx", 303)
    client.get("/statements/1/draft.docx")


def test_full_width_digits_print_as_a_number(service):
    client, _ = service
    save(client, times="１２ 次", held_on="２０２６－１１－２２")
    assert "共12次。2026年11月22日。" in report(client)


@pytest.mark.parametrize("typed", hostile.LONE_SURROGATES)
@pytest.mark.parametrize("field", ["line", "words", "items-0", "cells-0-one", "answer"])
def test_half_a_character_is_refused_with_the_name_of_its_question(service, typed, field):
    section = (
        service[0].app.extensions["collector"].definitions.definition(service[1], 1).section("every-kind")
    )
    posted = {"line": "甲", "times": "3", field: typed}
    bound = forms.form(section, {}, MultiDict(posted))
    question = field.partition("-")[0]
    (message,) = bound[question].errors
    assert message.startswith(section.questions[question].label)
    kept = forms.typed_answers(bound)
    assert question not in kept
    assert kept["times"] == "3"


def test_half_a_character_over_the_wire_never_becomes_one(service):
    client, db = service
    token = client.token()
    for body in (b"line=%ED%A0%80&times=3", b"line=\xed\xa0\x80&times=3"):
        client.http.post(
            "/statements/1/every-kind",
            data=body + b"&then=back&csrf_token=" + token.encode(),
            content_type="application/x-www-form-urlencoded",
        )
        assert answers.values(db, 1, 1)["line"].encode()


def test_a_hostile_name_makes_a_safe_file_name(service):
    client, db = service
    for name in ("path", "quotes", "right to left", "200,000 characters"):
        typed, _, _ = hostile.answer(name)
        db.execute("UPDATE people SET name = ? WHERE id = 1", (typed,))
        disposition = client.get("/statements/1/draft.docx").headers["Content-Disposition"]
        assert not set("\\:*?|<>\r\n") & set(disposition.partition("filename*=")[0])
        assert len(disposition) < 1000
    db.execute("UPDATE people SET name = '陈远山' WHERE id = 1")


def test_a_hostile_account_and_unit_are_shown_as_text(service):
    client, db = service
    db.execute("UPDATE units SET name = '<script>alert(1)</script>'")
    assert "<script>alert(1)</script>" in words(client.get("/statements"))
    db.execute("UPDATE units SET name = '江城市水文局'")
