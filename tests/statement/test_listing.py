import sample_answers
import small

from collector.statement import listing


def test_every_asked_question_has_a_line_under_its_section():
    definition = sample_answers.definition()
    lines = listing.table(definition).split("\n")
    for section in definition.sections:
        place = lines.index(section.title)
        under = lines[place + 1 : place + 1 + len(section.asked)]
        assert [line.split()[0] for line in under] == [question.name for question in section.asked]


def test_limits_are_told_in_words():
    toml = 'type = "integer"\nmin = 0\nmax = 99\nunit = "次"'
    assert list(listing.limits(small.question(toml))) == ["0–99次"]
    toml = 'type = "list"\nmin = 1\nmax = 6\nmin_length = 2\nmax_length = 20'
    assert list(listing.limits(small.question(toml))) == ["1–6项", "2–20字"]
    toml = 'type = "select_one"\nchoices = ["省", "市"]\nother = true'
    assert list(listing.limits(small.question(toml))) == ["选项 省、市或其他"]
    toml = 'type = "text"\nmax_length = 20\nrelevant = "period = 年度"'
    assert list(listing.limits(small.question(toml))) == ["–20字", "period = 年度 时填"]


def test_columns_stand_under_each_other_where_a_character_takes_two_places():
    required = '\nname = "it"\ntype = "text"\nlabel = "必填的标签"\nrequired = true'
    optional = '\nname = "other"\ntype = "text"\nlabel = "选填的标签"\nmax_length = 5'
    lines = listing.table(small.definition(required + optional)).split("\n")
    (it,), (other,) = ([line for line in lines if line.startswith(name)] for name in ("it", "other"))
    assert places_before(it, "必填的") == places_before(other, "选填的")
    assert places_before(lines[0], "限制") == places_before(other, "–5字")


def places_before(line, word):
    # In GBK a 汉字 takes two bytes.
    return len(line[: line.index(word)].encode("gbk"))
