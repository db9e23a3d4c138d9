import pytest
import small

from collector.statement import signature, wording

SIGNED = """
name = "signer"
type = "text"
label = "署名"
required = true
name = "signed"
type = "date"
label = "日期"
required = true
"""
TEMPLATE = "[正文]\n{{ year }}{{ period }}\n[署名]\n{{ signer }}\n[日期]\n{{ signed }}"


def signed_manifest(*names):
    listed = ", ".join(f'"{name}"' for name in names)
    return f"signature = [{listed}]\n" + small.MANIFEST


# The arithmetic of GB/T 9704-2012 7.3.5.2, in hundredths of a character.
@pytest.mark.parametrize(
    ("signer", "signed", "expected", "day"),
    [
        # 陈远山 is 3 wide, 2026年12月8日 is 3.5 + 3: the date is longer, 2 from the right, 署名 4 + 6.5 − 3.
        ("陈远山", "2026-12-08", 750, 200),
        # 14 characters against 6.5: 署名 2 from the right, the date begins 2 characters right of it.
        ("江城市水文局机关党委办公室人", "2026-12-08", 200, 750),
        # A pasted page is as wide as a line, no wider.
        ("长" * 5000, "2026-12-08", 200, 2150),
        # Exactly 2 wider: both ways give the same.
        ("一二三四五六七八半", "2026-12-18", 200, 200),
    ],
)
def test_the_date_begins_two_characters_right_of_the_signature(signer, signed, expected, day):
    definition = small.definition(SIGNED, TEMPLATE, signed_manifest("signer", "signed"))
    words = wording.words(definition, {"signer": signer, "signed": signed})
    assert (words["signature_indent"], words["date_indent"]) == (str(expected), str(day))
    assert int(words["signature_indent_twips"]) == expected * signature.TWIPS_PER_CHARACTER // 100


def test_an_unsigned_draft_stands_where_its_marks_do():
    definition = small.definition(SIGNED, TEMPLATE, signed_manifest("signer", "signed"))
    words = wording.words(definition, {})
    assert (words["signature_indent"], words["date_indent"]) == ("400", "200")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((), "请写明由哪两个问题印出"),
        (("signer",), "要写两个问题：署名和日期"),
        (("signer", "ghost"), "没有名为“ghost”的问题"),
        (("signed", "signer"), "“signed”的类型是 date，这里只能用 text"),
    ],
)
def test_a_signed_template_names_the_two_questions_that_sign(names, said):
    found = small.mistakes(SIGNED, TEMPLATE, signed_manifest(*names))
    assert said in found[0]
    assert found[0].startswith("statement.toml，键 signature：")


def test_a_definition_without_a_signature_has_no_words_for_it():
    assert not set(signature.NAMES) & set(wording.words(small.definition(), {}))


def test_a_question_cannot_take_the_name_of_an_indent():
    question = '\nname = "date_indent"\ntype = "text"\nlabel = "缩进"\n'
    found = small.mistakes(SIGNED + question, TEMPLATE, signed_manifest("signer", "signed"))
    assert found == ["first.toml，问题 date_indent，键 type：模板把 date_indent 用作缩进，问题不能用这个名称"]
