"""What the checks find, planted in own words, in answers and in figures, and how they say it."""

import checking
import pytest
from checking import OWN, found, of

from collector.statement.checks import register

# Where it is planted, what is planted, which check must find it, and what it must mark.
IN_OWN_WORDS = [
    ("深入学习贯彻党的十九届六中全会精神。", "phrases", "十九届六中全会"),
    ("认真落实党的十九大精神，组织专题学习。", "phrases", "党的十九大"),
    ("围绕“十四五”规划抓好落实。", "phrases", "“十四五”规划"),
    ("强化常态化疫情防控监督。", "phrases", "常态化疫情防控"),
    ("推进两学一做学习教育。", "phrases", "两学一做"),
    ("巩固拓展党史学习教育成果。", "phrases", "党史学习教育"),
    ("开展不忘初心 牢记使命主题教育。", "phrases", "不忘初心 牢记使命主题教育"),
    ("落实网路安全责任。", "phrases", "网路安全"),
    ("建立监督台帐，逐项销号。", "phrases", "台帐"),
    ("加强日常监督,在严管中体现厚爱。", "phrases", "督,在"),
    ("制定了《2022年度监督工作清单》。", "years", "2022年度"),
    ("2025年8月，到金口水文站检查。", "years", "2025年"),
    ("二〇二四年组织了专题培训。", "years", "二〇二四年"),
    ("2027年3月组织了专题培训。", "years", "2027年"),
    ("海岭市测绘院党委开展了谈心谈话。", "other_unit", "海岭市测绘院"),
    ("组织武汉水文局职工参观。", "other_unit", "武汉水文局"),
    ("代表武汉局作交流发言。", "other_unit", "武汉局"),
    ("把平山县水文局的站点纳入督查。", "other_unit", "平山县水文局"),
    ("江城市水文水资源局纪委下发通报。", "own_names", "江城市水文水资源局"),
    ("参加市市水务局组织的活动。", "affixes", "市市"),
    ("代表江城水文局局作发言。", "affixes", "局局"),
    ("全年年年度考核合格。", "affixes", "年年度"),
    ("检查了站点，，发现问题。", "affixes", "，，"),
    ("问题已经全部整改。。另外加强了督查。", "affixes", "。。"),
    ("与××公司签订廉洁承诺书。", "marks", "××"),
    ("到XX水文站现场办公。", "marks", "XX"),
    ("约谈了某某同志。", "marks", "某某"),
    ("发现问题□个。", "marks", "□"),
    ("整改率达到（待填），效果较好。", "marks", "（待填）"),
    ("开展了谈话……取得实效。", "marks", "……"),
    ("开展“学习‘好榜样”活动，唱响“我的“初心”故事”。", "quotes", "“初心”"),
    ("开展“廉洁从家出发活动。", "quotes", "“"),
    ('开展"廉洁家风"活动。', "quotes", '"'),
    ("印发《关于落实《条例》的通知》。", "quotes", "《条例》"),
    ("3月份安全宣传月正在开展。", "tense", "3月份安全宣传月正在开展"),
    ("组织廉政谈话三次，又补谈5次。", "numerals", "三次"),
    ("认真学习党的十九届　六中全会精神。", "phrases", "十九届　六中全会"),
    ("落实党的十九届 六中 全会部署。", "phrases", "十九届 六中 全会"),
    ("制定了２０２２年度监督工作清单。", "years", "２０２２年度"),
    ("制定了2022　年度监督工作清单。", "years", "2022　年度"),
    ("查处问题（ ）个。", "marks", "（ ）"),
    ("开展了（　）活动。", "marks", "（　）"),
    ("谈话情况待补充。", "marks", "待补充"),
    ("武汉市水务局班子成员带头讲廉政党课。", "other_unit", "武汉市水务局"),
    ("滨海市人民医院党委每季度研究一次党风廉政建设。", "other_unit", "滨海市人民医院"),
    ("今年，临海市气象局全体党员签订了承诺书。", "other_unit", "临海市气象局"),
    ("5月滨海市档案馆党支部开展了自查。", "other_unit", "滨海市档案馆"),
    ("本人作为武汉市第一中学党总支书记，落实了主体责任。", "other_unit", "武汉市第一中学"),
    ("带领滨海市人民医院医务人员重温誓词。", "other_unit", "滨海市人民医院"),
    ("平江县市场监督管理局领导班子签字背书。", "other_unit", "平江县市场监督管理局"),
    ("滨海市人力资源和社会保障局干部职工参加了测试。", "other_unit", "滨海市人力资源和社会保障局"),
    ("我代表武汉市疾病预防控制中心作了表态。", "other_unit", "武汉市疾病预防控制中心"),
    ("滨海市城市建设投资公司党委严把采购关。", "other_unit", "滨海市城市建设投资公司"),
]
# (answers changed, the check, the question it shows at, what its sentence marks)
IN_ANSWERS = [
    ({"study_focus": ["十九届六中全会精神"]}, "phrases", "study_focus", "十九届六中全会"),
    ({"special_oversight_focus": "常态化疫情防控"}, "phrases", "special_oversight_focus", "常态化疫情防控"),
    ({"branch_ledger_title": "2022年度支部整改台账"}, "years", "branch_ledger_title", "2022年度"),
    (
        {"personal_matters_reported_date": "2024-01-18"},
        "years",
        "personal_matters_reported_date",
        "2024年1月18日",
    ),
    ({"integrity_visits": ["武汉市水文局展厅"]}, "other_unit", "integrity_visits", "武汉市水文局"),
    ({"unit_short_core": "江城水务"}, "own_names", "unit_short_core", "江城水务"),
    ({"unit_full_name": "江城市水文中心"}, "own_names", "unit_full_name", "江城市水文中心"),
    ({"key_work_area": "××监测"}, "marks", "key_work_area", "××"),
    ({"theme_day_title": "我是“守河人”主讲"}, "quotes", "theme_day_title", "“守河人”"),
    ({"publicity_month_state": "正在开展"}, "publicity_month_state", "publicity_month_state", "正在开展"),
    ({"publicity_month_ordinal": "26"}, "publicity_month", "publicity_month_ordinal", "第二十六"),
    ({"community_service_hours": "9"}, "community_hours", "community_service_hours", "9"),
    ({"problems": ["违规发放补贴"]}, "holiday_result", "holiday_check_result", "未出现违规违纪现象"),
    ({"signed_date": "2026-11-19"}, "signing", "signed_date", "2026年11月19日"),
]


@pytest.mark.parametrize(("planted", "check", "part"), IN_OWN_WORDS, ids=[row[0] for row in IN_OWN_WORDS])
def test_a_fault_in_own_words_is_found_and_its_sentence_quoted(planted, check, part):
    findings = found(political_measures=OWN + planted)
    marked = {
        finding.quote.part for finding in of(findings, check) if finding.question == "political_measures"
    }
    assert part in marked
    for finding in findings:
        quote = finding.quote
        assert (quote.before + quote.part + quote.after).strip("…") in OWN + planted


@pytest.mark.parametrize(
    ("changes", "check", "question", "part"),
    IN_ANSWERS,
    ids=["、".join(row[0]) + " " + row[1] for row in IN_ANSWERS],
)
def test_a_fault_in_an_answer_is_found_in_the_sentence_that_prints_it(changes, check, question, part):
    marked = {(finding.question, finding.quote.part) for finding in of(found(**changes), check)}
    assert (question, part) in marked


def test_a_year_before_a_phrase_was_coined_is_told():
    (finding,) = of(found(2024, study_focus=["二十届四中全会精神"]), "phrases")
    assert finding.message.startswith("“二十届四中全会”是 2025 年起的提法")
    assert "建议写“二十届三中全会”" in finding.message


def test_the_suggestion_is_what_is_current_in_the_reports_year():
    (finding,) = of(found(study_focus=["十九届六中全会精神"]), "phrases")
    assert "建议写“二十届四中全会”" in finding.message
    (finding,) = of(found(2024, study_focus=["十九届六中全会精神"]), "phrases")
    assert "建议写“二十届三中全会”" in finding.message


@pytest.mark.parametrize(
    "planted", ["围绕“十三五”规划", "“十三五”收官", "开展“两学一做”，，", "唱响““初心", "用“（ ）”"]
)
def test_a_message_never_doubles_quotation_marks(planted):
    findings = found(political_measures=OWN + planted)
    assert findings
    for finding in findings:
        assert finding.quote.part == "““" or not {"““", "””"} & {
            finding.message[place : place + 2] for place in range(len(finding.message))
        }


def test_a_phrase_with_its_own_marks_is_named_as_it_is():
    (finding,) = of(found(political_measures=OWN + "围绕“十三五”规划抓落实。"), "phrases")
    assert finding.message.startswith("“十三五”规划用到 2020 年为止")
    assert "建议写“十五五”规划，请核对" in finding.message


@pytest.mark.parametrize(
    ("name", "half", "year", "is_found"),
    [
        ("party_lectures", "7", "6", True),
        ("party_lectures", "6", "6", False),
        ("community_service_hours", "402.6", "402.5", True),
        ("branches_after", "9", "7", False),  # a number of branches is no sum
        ("publicity_month_ordinal", "30", "27", False),
    ],
)
def test_a_year_counts_no_less_than_its_first_half(name, half, year, is_found):
    half_year = checking.earlier(2026, "上半年", **{name: half})
    findings = of(found(half_year=half_year, **{name: year}), "half_year")
    assert [finding.question for finding in findings] == [name] * is_found


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ("186", "186", "完全相同"),
        ("100", "150", ""),
        ("100", "151", "多 51%"),
        ("100", "49", "少 51%"),
        ("12", "12", ""),
        ("6", "12", ""),
        ("6", "20", "多 233%"),
    ],
)
def test_a_large_number_the_same_or_far_from_last_years_asks_for_a_sentence(then, now, said):
    before = checking.earlier(2025, community_person_times=then, community_service_hours="300")
    findings = found(before=before, community_person_times=now, community_service_hours="200")
    messages = [
        each.message for each in of(findings, "last_year") if each.question == "community_person_times"
    ]
    assert len(messages) == bool(said)
    assert all(said in message for message in messages)


def test_numbers_taken_over_as_a_whole_are_told_once():
    findings = found(before=checking.earlier(2026))
    (finding,) = of(findings, "same_figures")
    assert "个数字里有" in finding.message
    assert of(findings, "last_year") == []


def test_every_finding_has_a_title():
    planted = "".join(row[0] for row in IN_OWN_WORDS)
    findings = found(
        political_measures=planted, before=checking.earlier(2026), half_year=checking.earlier(2025)
    )
    assert {finding.check for finding in findings} <= set(register.TITLES)
    assert len({finding.check for finding in findings}) > 10
