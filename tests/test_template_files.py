"""A file is refused for what a Word template must not bring."""

import pytest
from word_samples import OFFICE, p, problem, problems, r, relationships, unzipped, word_file, zipped


def test_tracked_changes_are_refused():
    assert "含有修订" in problem(p("x") + f'<w:p><w:ins w:id="1" w:author="周清">{r("y")}</w:ins></w:p>')


def related(attributes):
    inside = relationships(f'<Relationship Id="a" {attributes}/>')
    return word_file(p("x"), more={"word/_rels/styles.xml.rels": inside})


def renamed(old, new):
    """A file with a word of its content types and relationships replaced."""
    parts = unzipped(word_file(p("x")))
    return zipped(
        {name.replace(old, new): content.decode().replace(old, new) for name, content in parts.items()}
    )


BOMB = '<!DOCTYPE w [<!ENTITY a "b">]>'
FIELD = "<w:p>{}</w:p>".format(
    "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in ("DD", "EAUTO c:\\a"))
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "不是 Word 文档"),
        (b"PK\3\4" + b"x" * 100, "不是 Word 文档"),
        (zipped({"a.txt": "x"}), "不是 Word 文档"),
        (word_file(p("x"))[:-40], "不是 Word 文档"),
        (word_file(p("x"), more={"customXml/item1.xml": BOMB + "<a/>"}), "DOCTYPE"),
        (word_file(p("x"), more={"customXml/item1.xml": (BOMB + "<a/>").encode("utf-16")}), "DOCTYPE"),
        (word_file(p("x"), more={"word/media/image1.svg": BOMB + "<svg/>"}), "DOCTYPE"),
        (word_file(p("x"), more={"customXml/item1.xml": "<a>"}), "XML 有误"),
        (renamed("document.xml", "document.dat"), "部件的名称要以 .xml 结尾"),
        (renamed("wordprocessingml.document.main", "document.macroEnabled.main"), "启用宏"),
        (word_file(p("x"), more={"word/vbaProject.bin": "x"}), "含有宏"),
        (word_file(p("x"), more={"word/embeddings/oleObject1.bin": "x"}), "嵌入对象"),
        (related(f'Type="{OFFICE}/image" Target="http://a/" TargetMode="External"'), "文件之外"),
        (related(f'Type="{OFFICE}/oleObject" Target="a.bin"'), "嵌入对象"),
        (word_file('<w:altChunk r:id="a"/>'), "altChunk"),
        (word_file(FIELD), "DDEAUTO"),
        (word_file('<w:p><w:fldSimple w:instr=" INCLUDETEXT a "/></w:p>'), "INCLUDETEXT"),
        (word_file(p("x"), more={f"a/{number}": "" for number in range(500)}), "最多 500 个"),
        (word_file(p("x"), more={"a.bin": b"\0" * 20_000_000}), "最多 20,000,000 字节"),
        (word_file(p("x"), more={"a.bin": b"\0" * 1_000_000}), "压缩比"),
        (word_file(p("x"), more={"../a.bin": "x"}), "名称不合规"),
        (word_file(p("x"), more={"WORD/document.xml": "<a/>"}), "重名"),
    ],
)
def test_what_a_word_file_must_not_bring_is_refused(data, reason):
    found = problems(data)
    assert any(reason in one for one in found), found


def test_a_file_that_lies_about_its_size_is_refused():
    # The declared size of the entry, in the local header and in the directory, shrinks from 3 to 1.
    whole = word_file(p("x"), more={"a.bin": "\0\1\2"})
    start, directory = whole.index(b"a.bin") - 30, whole.rindex(b"a.bin") - 46
    lie = bytearray(whole)
    lie[start + 22] = lie[directory + 24] = 1
    assert "不是 Word 文档" in problems(bytes(lie))[0]
