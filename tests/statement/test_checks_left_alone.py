"""What the checks leave alone: what is right, other institutions spoken of, fixed wording, open answers."""

import checking
import pytest
from checking import OWN, found

# What another kind of unit says of other institutions, rightly.
MENTIONED = [
    ("滨海市人民医院", "与滨海市第二人民医院党委联合开展义诊。"),
    ("滨海市人民医院", "滨海市人民医院党委研究了药品采购，滨海市人民医院全体医务人员签了承诺。"),
    ("滨海市人民医院", "武汉市中心医院党委来院传授经验。"),
    ("滨海市人民医院", "到临海市医疗保障局学习基金监管办法。"),
    ("滨海市第一中学", "邀请滨海市公安局民警到校授课。"),
    ("滨海市第一中学", "滨海市第二中学党总支与我校结对共建。"),
    ("滨海市第一中学", "带领教职工参观滨海市博物馆。"),
    ("滨海市第一中学", "本人作为滨海市第一中学党总支书记，带头讲了党课。"),
    ("滨海市档案馆", "配合滨海市纪委监委和滨海市财政局核查资金。"),
    ("滨海市档案馆", "滨海市文化和旅游局党组捐赠档案时，双方共同清点。"),
    ("滨海市档案馆", "向滨海市委员会和滨海市机关事务管理局报送了清单。"),
    ("滨海市档案馆", "收到滨海市图书馆党支部的感谢信。"),
    ("临海市气象局", "临海市应急管理局党委邀请我局参加会商。"),
    ("临海市气象局", "通报指出，武汉市水务局党组成员违规吃喝。"),
    ("临海市气象局", "临海市气象局滨江分局党支部完成整改，临海市海洋气象中心党支部按期换届。"),
    ("临海市气象局", "按照临海市人民政府要求，为临海市自来水公司提供预报。"),
    ("江城市水文局", "江城市水务局党组成员带队检查，江城市金口水文监测中心党支部作了汇报。"),
    ("江城市水文局", "各县区水文局党支部和基层中心党支部按期换届，县市水文中心全体职工参加。"),
    ("江城市水文局", "岗位编制有待补充完善，线索（已核实）3条。"),
]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_a_clean_statement_has_no_finding(year):
    before = checking.earlier(year - 1) if year > 2024 else None
    assert found(year, before=before) == []


@pytest.mark.parametrize(
    "clean",
    [
        "党的十八大以来，全局面貌一新。",
        "党的十九届六中全会以来，学习制度更加健全。",
        "总结“十四五”期间的经验，谋划好“十五五”规划。",
        "落实《党史学习教育工作条例》，推动党史学习教育常态化长效化。",
        "接待费比2025年下降一成，与2024年相比减少12万元。",
        "2025年度民主生活会查摆的问题全部整改。",
        "自2023年起每季度检查一次，2019年以来共查处3件。",
        "老党员讲1998年抗洪经过，1954年的洪痕仍在站房墙上。",
        "落实《中央党内法规制定工作规划（2023—2027年）》。",
        "力争2027年6月底前完成剩余两处站房改造。",
        "监测科和办公室各承担一项任务。",
        "参加江城市水务局的会议，到市场监管局学习，又到市市场监督管理局走访。",
        "江城市水文局局长办公会研究了方案，江城水文局党委作了部署。",
        "时时处处以身作则，次次会议讲纪律，个个支部有计划。",
        "做到“两个维护”，践行“三个表率”，落实中央八项规定精神。",
        "第三次例会研究了2次督查，每次督查都有记录，一次也不落下。",
        "5月以来正在开展的轮训已办两期。",
        "全市水文局长会议提出要求，各县水文局认真落实。",
        "购置X光机一台，气温在-3℃至5℃之间，占地3×4米。",
        "开展“我为‘水文’代言”活动，学习《关于〈条例〉的说明》。",
    ],
)
def test_what_is_right_is_left_alone(clean):
    assert found(political_measures=OWN + clean) == []


@pytest.mark.parametrize(("unit", "clean"), MENTIONED, ids=[row[1] for row in MENTIONED])
def test_other_institutions_may_be_spoken_of(unit, clean):
    findings = found(political_measures=OWN + clean, unit_full_name=unit)
    assert [each for each in findings if each.question == "political_measures"] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"addressee": "中共海岭市测绘院党组"},
        {"province_center_party_committee": "武汉市水文局党委"},
        {"key_work_area": "**监测"},  # told as a problem already
    ],
)
def test_superiors_and_what_is_a_problem_already_are_left_alone(changes):
    assert found(**changes) == []


def test_fixed_wording_is_never_the_authors():
    assert found(year=2026) == []
    printed = "".join(piece.text for paragraph in checking.context().paragraphs for piece in paragraph)
    assert "网路安全" in printed


def test_what_is_not_there_yet_is_no_fault():
    nothing = dict.fromkeys(question.name for question in checking.SHIPPED.asked)
    assert found(before=checking.earlier(2025), **nothing) == []
