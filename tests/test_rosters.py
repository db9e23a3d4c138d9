import excel_samples
import pytest
from excel_samples import person

from collector import roster_template, rosters

UNITS = [
    {"id": 1, "parent_id": None, "name": "江城市水文局"},
    {"id": 2, "parent_id": 1, "name": "监测科"},
    {"id": 3, "parent_id": 1, "name": "上游站"},
    {"id": 4, "parent_id": 3, "name": "办公室"},
    {"id": 5, "parent_id": 1, "name": "办公室"},
]


def read(*rows, known=(), **more):
    return rosters.read(excel_samples.saved(*rows, **more), UNITS, known)


def faults(*rows, known=(), **more):
    return [str(fault) for fault in read(*rows, known=known, **more).faults]


def test_a_good_roster_becomes_people():
    found = read(
        person(),
        person("wang.xh", "王小河", None, "江城市水文局/监测科", "填报人、审核人"),
        person(" ＺＨＯＵ1 ", "周　清", "　主任 ", "上游站／办公室", "管理员，经办人 填报人"),
    )
    assert found.faults == ()
    assert [(each.row, each.account, each.name, each.position, each.unit_id) for each in found.entries] == [
        (2, "lijiang", "李江", "科长", 1),
        (3, "wang.xh", "王小河", "", 2),
        (4, "zhou1", "周清", "主任", 4),
    ]
    assert [each.roles for each in found.entries] == [
        ("official",),
        ("official", "reviewer"),
        ("official", "clerk", "administrator"),
    ]
    assert found.entries[2].unit == "江城市水文局/上游站/办公室"


def test_names_of_minorities_and_latin_names_keep_their_blanks():
    assert [each.name for each in read(person(name="买买提·艾力"), person("b12", "John Li")).entries] == [
        "买买提·艾力",
        "John Li",
    ]


def test_a_number_is_taken_for_an_account():
    assert [each.account for each in read(person(10086), person(13800000000.0)).entries] == [
        "10086",
        "13800000000",
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (person(account=None), "第 2 行，A 列“账号”：请填写账号"),
        (person(account="李江"), "第 2 行，A 列“账号”：账号须为 3 到 40 个字符"),
        (person(account="=A1"), "第 2 行，A 列“账号”：是公式"),
        (person(name=" 　"), "第 2 行，B 列“姓名”：请填写姓名"),
        (person(name="李" * 21), "第 2 行，B 列“姓名”：姓名最多 20 个字"),
        (person(position="长" * 41), "第 2 行，C 列“职务”：职务最多 40 个字"),
        (person(unit=""), "第 2 行，D 列“单位”：请填写单位"),
        (
            person(unit="海岭市测绘院"),
            "第 2 行，D 列“单位”：没有单位“海岭市测绘院”，请先在“单位和部门”里添加",
        ),
        (person(unit="办公室"), "第 2 行，D 列“单位”：有 2 个单位叫“办公室”，请连上级一起写"),
        (person(roles=None), "第 2 行，E 列“角色”：请填写角色"),
        (
            person(roles="填报人、院长"),
            "第 2 行，E 列“角色”：没有角色“院长”，可以写填报人、经办人、审核人、管理员",
        ),
    ],
)
def test_a_bad_cell_is_named_with_row_column_and_what_to_mend(row, message):
    (found,) = faults(row)
    assert found.startswith(message)


def test_every_bad_cell_of_every_bad_row_is_named_in_order():
    found = faults(person(account="李", roles="x"), person("good1"), person(name="", unit="y"))
    assert [each.partition("：")[0] for each in found] == [
        "第 2 行，A 列“账号”",
        "第 2 行，E 列“角色”",
        "第 4 行，B 列“姓名”",
        "第 4 行，D 列“单位”",
    ]


def test_an_account_twice_in_the_roster_or_known_already_is_told():
    found = faults(person("LiJiang"), person("ｌｉｊｉａｎｇ"), person("zhouqing"), known={"zhouqing"})
    assert found == [
        "第 3 行，A 列“账号”：“lijiang”与第 2 行的相同，请改一个",
        "第 4 行，A 列“账号”：“zhouqing”已有人使用，请换一个；人已经添加过的，请删去这一行",
    ]


def test_an_account_is_compared_whatever_else_is_wrong_in_its_row():
    found = faults(person("lijiang", name=""), person("lijiang", unit="x"), known=set())
    assert [each.partition("：")[0] for each in found] == [
        "第 2 行，B 列“姓名”",
        "第 3 行，A 列“账号”",
        "第 3 行，D 列“单位”",
    ]


def test_columns_may_stand_in_any_order_under_a_title_beside_others():
    rows = [("江城市水文局人员",), (), ("* 姓名", "性别", "角色", "部门", "职务", "登录账号")]
    found = read(*rows[1:], ("李江", "男", "填报人", "监测科", "科长", "lijiang"), heads=rows[0])
    assert found.faults == ()
    assert [(each.row, each.account, each.unit_id) for each in found.entries] == [(4, "lijiang", 2)]
    assert found.unused == ("性别",)


@pytest.mark.parametrize(
    ("heads", "message"),
    [
        (("甲", "乙"), "没有找到表头。表头要有账号、姓名、职务、单位、角色五列"),
        (("账号", "姓名", "单位"), "缺少“职务”“角色”列"),
        (("账号", "姓名", "职务", "单位", "角色", "姓名"), "有两列“姓名”"),
    ],
)
def test_what_is_wrong_with_the_heads_is_told(heads, message):
    assert any(message in each for each in faults(person(), heads=heads))


def test_a_roster_of_nobody_or_of_too_many_is_refused():
    assert faults() == ["表头下面没有人员"]
    many = [person(f"li{number}") for number in range(rosters.MOST + 1)]
    assert faults(*many) == ["有 2001 人，一次最多 2000 人，请分成几份"]


def test_the_template_has_the_columns_and_says_how_and_reads_as_a_roster_of_nobody():
    data = roster_template.made(["江城市水文局", "江城市水文局/监测科"])
    sheets = excel_samples.opened(data)
    assert sheets["人员"] == [list(excel_samples.WITH_CLERKS)]
    assert ["现有的单位", "江城市水文局/监测科"] in sheets["填写说明"]
    assert "替此人填报的经办人的账号" in dict(sheets["填写说明"])["经办人账号"]
    assert [str(fault) for fault in rosters.read(data, UNITS, ()).faults] == ["表头下面没有人员"]


def test_the_example_of_the_template_is_a_good_roster():
    heads, *rows = excel_samples.opened(roster_template.made(["江城市水文局"]))["示例"]
    found = read(*rows, heads=tuple(heads))
    assert found.faults == ()
    assert [each.clerks for each in found.entries] == [("songlanting",), ()]


def test_officials_name_their_clerks_of_the_roster_or_of_the_unit():
    found = rosters.read(
        with_clerks(
            (*person("chen"), " ＳＯＮＧ1 、ji.he，song1"),
            (*person("song1", "宋兰亭", roles="经办人"), None),
            (*person("wang", roles="填报人、经办人"), ""),
        ),
        UNITS,
        (),
        {"ji.he"},
    )
    assert found.faults == ()
    assert [each.clerks for each in found.entries] == [("song1", "ji.he"), (), ()]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ((*person("chen"), "nobody"), "没有经办人“nobody”：本表和您管理的单位里"),
        ((*person("chen", roles="填报人、经办人"), "Chen"), "不能给自己当经办人"),
        ((*person("chen"), "zhou"), "“zhou”在本表里不是经办人"),
        ((*person("chen", roles="审核人"), "ji.he"), "只有填报人才有经办人"),
        ((*person("chen"), "=A1"), "是公式"),
    ],
)
def test_a_clerk_who_cannot_be_is_named_with_the_row(row, message):
    data = with_clerks(row, (*person("zhou", roles="审核人"), None))
    (found,) = rosters.read(data, UNITS, (), {"ji.he"}).faults
    assert str(found).startswith("第 2 行，F 列“经办人账号”：")
    assert message in str(found)


def test_a_row_whose_roles_are_wrong_is_not_told_of_its_clerks_too():
    data = with_clerks((*person("chen", roles="院长"), "zhou"), (*person("zhou", roles="x"), None))
    found = rosters.read(data, UNITS, ()).faults
    assert [fault.column for fault in found] == ["角色", "角色"]


def with_clerks(*rows):
    return excel_samples.saved(*rows, heads=excel_samples.WITH_CLERKS)


def test_what_is_kept_comes_back_the_same():
    found = read(person(roles="填报人、审核人")).entries
    assert rosters.again(rosters.kept(found)) == found
    named = rosters.read(with_clerks((*person(), "ji.he")), UNITS, (), {"ji.he"}).entries
    assert rosters.again(rosters.kept(named)) == named


def test_a_roster_kept_before_there_were_clerks_is_read():
    (entry,) = read(person()).entries
    row = {name: value for name, value in rosters.kept([entry])[0].items() if name != "clerks"}
    assert rosters.again([row]) == (entry,)
