"""Questions in TOML for the tests of definitions, a kind each, and a second section."""

import small

LINE = '\nname = "line"\ntype = "text"\nlabel = "一行"\n'
TIMES = '\nname = "times"\ntype = "integer"\nlabel = "次数"\n'
ITEMS = '\nname = "items"\ntype = "list"\nlabel = "几项"\n'
CHOICE = '\nname = "choice"\ntype = "select_one"\nlabel = "选择"\nchoices = ["是", "否"]\n'
NOTE = '\nname = "remark"\ntype = "note"\nlabel = "说明"\n'
PLAN = '\nname = "plan"\ntype = "computed"\nfrom = "year"\nhow = "five_year_plan"\n'
TABLE = '\nname = "rows"\ntype = "table"\nlabel = "几行"\n'
TWO = 'columns = [{ name = "a", label = "甲" }, { name = "b", label = "乙" }]\n'
OWN = '\nname = "own"\ntype = "paragraphs"\nlabel = "几段"\n'
SECOND = 'title = "二"\n[[group]]\n[[group.question]]\nname = "line"\ntype = "text"\nlabel = "一行"\n'


def looped(name, *columns):
    return "\n" + small.PRINTED["table"].format(
        name=name, columns=", ".join(columns), cells="".join(f"{{{{ {column} }}}}" for column in columns)
    )


def with_second(manifest=small.MANIFEST):
    return manifest.replace('["first"]', '["first", "second"]')
