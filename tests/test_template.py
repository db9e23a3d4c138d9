"""The names a template uses are listed, and what is no tag stays as it is."""

import threading

from word_samples import everywhere, p, r, row, table, unzipped, word_file

from collector.word import render, template, text

LISTS = p("{%p for a in paras %}") + p("{{ a }}") + p("{%p endfor %}")
ROWS = table(
    row("名", "数"), row("{%tr for a, b in rows %}"), row("{{ a }}", "{{ b }}"), row("{%tr endfor %}")
)


def test_the_names_of_every_part_are_listed():
    loaded = template.load(
        word_file(
            p("{{ a }}{% if b == '否' and not c %}x{% elif d in e %}y{% endif %}")
            + '<w:p><w:pPr><w:ind w:rightChars="{{ f }}"/></w:pPr></w:p>',
            header=p("{{ g }}"),
            footer=p("{{ h }}"),
            footnotes=p("{{ i }}"),
            core="<dc:title>{{ j }}</dc:title>",
        )
    )
    assert loaded.names == set("abcdefghij")
    assert loaded.printed == set("afghij")
    assert loaded.numbers == {"f"}


def test_a_loops_names_stand_for_their_list():
    loaded = template.load(word_file(LISTS + ROWS))
    assert loaded.names == loaded.printed == {"paras", "rows"}
    assert loaded.lists == {"paras": 0, "rows": 2}


def test_a_list_that_is_only_walked_for_its_length_prints_nothing():
    loaded = template.load(word_file(p("{% for a in paras %}·{% endfor %}")))
    assert (loaded.names, loaded.printed) == ({"paras"}, frozenset())


def test_a_tag_cut_into_runs_is_one_tag():
    body = "<w:p>" + "".join(r(part) for part in ("{", "{ he", "ad_count ", "}", "}")) + "</w:p>"
    assert template.load(word_file(body)).names == {"head_count"}


def test_a_tag_may_run_over_lines():
    loaded = template.load(word_file(p("{{\n\thead_count\n}}")))
    assert text.plain(render.fill(loaded, {"head_count": "3"})) == ["3"]


def test_ids_of_an_editing_session_go_so_that_no_loop_repeats_them():
    body = p("{%p for a in b %}") + f'<w:p w14:paraId="0A" w14:textId="0B">{r("{{ a }}")}</w:p>'
    docx = render.fill(template.load(word_file(body + p("{%p endfor %}"))), {"b": ["一", "二"]})
    assert b"Id=" not in unzipped(docx)["word/document.xml"]


def test_comments_and_curly_quotes_are_harmless():
    assert template.load(word_file(p("{# 说明 #}{% if a == “否” %}x{% endif %}"))).names == {"a"}


def test_a_comment_of_the_xml_is_no_text():
    docx = render.fill(template.load(word_file("<!-- a > b {{ c }} -->" + p("{{ d }}"))), {"d": "x"})
    assert text.plain(docx) == ["x"]


def test_other_parts_stay_byte_by_byte():
    data = word_file(p("{{ a }}"), more={"word/media/图.bin": b"\1\2\3" * 50})
    filled = unzipped(render.fill(template.load(data), {"a": "x"}))
    before = unzipped(data)
    assert list(filled) == list(before)
    assert {name for name in before if before[name] != filled[name]} == {"word/document.xml"}


def test_threads_share_a_template():
    loaded = template.load(everywhere())
    wanted = {word: render.fill(loaded, {"word": word}) for word in map(str, range(8))}
    found = {}

    def work(word):
        for _ in range(20):
            found.setdefault(word, set()).add(render.fill(loaded, {"word": word}))

    threads = [threading.Thread(target=work, args=(word,)) for word in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {word: {data} for word, data in wanted.items()}
