import pytest

from collector.store import facts, people, people_lists, statements, unit_settings, units
from collector.store.people_lists import Filter


@pytest.fixture
def tree(connection):
    """The ids of units by name: two trees, one of three levels."""
    found = {}
    for name, parent in (
        ("江城市水文局", None),
        ("监测科", "江城市水文局"),
        ("上游站", "监测科"),
        ("办公室", "江城市水文局"),
        ("海岭市测绘院", None),
    ):
        found[name] = units.add(connection, name, parent_id=found.get(parent))
    return found


def add(connection, unit_id, account, name="陈远山", roles=("official",), position="局长"):
    person_id = people.add(
        connection, unit_id, account=account, name=name, position=position, password_hash="x"
    )
    for role in roles:
        people.grant(connection, unit_id, person_id, role)
    return person_id


def names(rows):
    return [row["name"] for row in rows]


def test_a_unit_and_all_below_it_are_found_with_their_people(connection, tree):
    add(connection, tree["上游站"], "chen")
    found = units.below(connection, tree["江城市水文局"])
    assert {row["name"]: row["people"] for row in found} == {
        "江城市水文局": 0,
        "监测科": 0,
        "上游站": 1,
        "办公室": 0,
    }
    assert names(units.below(connection, tree["上游站"])) == ["上游站"]
    assert units.below(connection, 99) == []


def test_what_lies_within_a_unit_is_known_at_any_depth_and_itself_too(connection, tree):
    top = tree["江城市水文局"]
    assert units.is_within(connection, top, tree["上游站"])
    assert units.is_within(connection, top, top)
    assert not units.is_within(connection, tree["上游站"], top)
    assert not units.is_within(connection, tree["办公室"], tree["上游站"])
    assert not units.is_within(connection, top, tree["海岭市测绘院"])


def test_units_elsewhere_neither_lie_in_this_one_nor_hold_it(connection, tree):
    assert names(units.elsewhere(connection, tree["监测科"])) == ["办公室", "海岭市测绘院"]


def test_two_units_of_one_name_cannot_lie_in_the_same_unit(connection, tree):
    with pytest.raises(units.NameTaken):
        units.add(connection, "监测科", parent_id=tree["江城市水文局"])
    assert units.add(connection, "监测科", parent_id=tree["海岭市测绘院"])
    with pytest.raises(units.NameTaken):
        units.change(connection, tree["办公室"], "监测科", tree["江城市水文局"])


def test_a_unit_keeps_its_own_name_when_it_is_saved_again(connection, tree):
    units.change(connection, tree["监测科"], "监测科", tree["江城市水文局"])
    assert units.one(connection, tree["监测科"])["name"] == "监测科"


@pytest.mark.parametrize("into", ["监测科", "上游站"])
def test_a_unit_cannot_be_moved_into_itself_or_below_itself(connection, tree, into):
    with pytest.raises(units.Loop):
        units.change(connection, tree["监测科"], "监测科", tree[into])
    assert units.one(connection, tree["监测科"])["parent_id"] == tree["江城市水文局"]


def test_a_moved_unit_takes_along_what_is_in_it(connection, tree):
    units.change(connection, tree["监测科"], "监测处", tree["海岭市测绘院"])
    assert names(units.below(connection, tree["海岭市测绘院"])) == ["监测处", "上游站", "海岭市测绘院"]


def test_a_loop_in_the_table_ends_all_the_same(connection, tree):
    connection.execute("UPDATE units SET parent_id = ? WHERE id = ?", (tree["上游站"], tree["监测科"]))
    assert names(units.below(connection, tree["监测科"])) == ["监测科", "上游站"]
    assert not units.is_within(connection, tree["江城市水文局"], tree["上游站"])
    assert facts.all(connection, tree["上游站"]) == {}
    assert units.paths(units.all(connection))


def test_an_empty_unit_is_removed_with_its_facts_and_settings(connection, tree):
    chen = add(connection, tree["江城市水文局"], "chen")
    facts.keep(connection, tree["办公室"], "unit_full_name", "办公室", chen)
    unit_settings.set_own_words_share(connection, tree["办公室"], 5)
    units.remove(connection, tree["办公室"])
    assert units.one(connection, tree["办公室"]) is None


def test_a_unit_with_people_or_units_stays(connection, tree):
    add(connection, tree["上游站"], "chen")
    for name, left in (("上游站", "people"), ("监测科", "units")):
        with pytest.raises(units.InUse, match=left):
            units.remove(connection, tree[name])


def test_a_unit_is_named_by_its_name_or_by_the_end_of_its_path(connection, tree):
    rows = units.all(connection)
    assert units.paths(rows)[tree["上游站"]] == "江城市水文局/监测科/上游站"
    assert units.named(rows, "上游站") == [tree["上游站"]]
    assert units.named(rows, "监测科/上游站") == [tree["上游站"]]
    assert units.named(rows, "游站") == []
    units.add(connection, "上游站", parent_id=tree["办公室"])
    assert len(units.named(rows := units.all(connection), "上游站")) == 2
    assert units.named(rows, "监测科/上游站") == [tree["上游站"]]


def test_what_a_unit_says_holds_below_it_until_a_nearer_unit_says_otherwise(connection, tree):
    top, chen = tree["江城市水文局"], add(connection, tree["江城市水文局"], "chen")
    facts.keep(connection, top, "unit_full_name", "江城市水文局", chen)
    facts.keep(connection, top, "superior", "江城市水务局", chen)
    facts.keep(connection, tree["监测科"], "superior", "省水文中心", chen)
    unit_settings.set_own_words_share(connection, top, 30)
    expected = {"unit_full_name": "江城市水文局", "superior": "省水文中心"}
    assert facts.all(connection, tree["上游站"]) == expected
    assert facts.own(connection, tree["上游站"]) == {}
    assert facts.all(connection, tree["海岭市测绘院"]) == {}
    assert unit_settings.own_words_share(connection, tree["上游站"]) == 30
    unit_settings.set_own_words_share(connection, tree["监测科"], 0)
    assert unit_settings.own_words_share(connection, tree["上游站"]) == 0


def test_people_are_listed_of_a_unit_and_below_with_unit_and_roles(connection, tree):
    add(connection, tree["江城市水文局"], "zhou", "周清", ("reviewer", "administrator"))
    add(connection, tree["上游站"], "chen", roles=())
    add(connection, tree["海岭市测绘院"], "lin", "林知行")
    found = people_lists.listed(connection, Filter(unit_id=tree["江城市水文局"]), most=9)
    assert [(row["name"], row["unit_name"], row["roles"]) for row in found] == [
        ("周清", "江城市水文局", {"reviewer", "administrator"}),
        ("陈远山", "上游站", set()),
    ]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"text": "远"}, ["陈远山"]),
        ({"text": "ＣＨＥＮ"}, ["陈远山"]),
        ({"text": "科长"}, ["周清"]),
        ({"text": "%"}, []),
        ({"text": "_"}, []),
        ({"text": "\\"}, []),
        ({"role": "reviewer"}, ["周清"]),
        ({"role": "clerk"}, []),
        ({"state": "off"}, ["陈远山"]),
        ({"state": "on"}, ["周清"]),
    ],
)
def test_people_are_filtered(connection, tree, wanted, expected):
    unit_id = tree["江城市水文局"]
    chen = add(connection, unit_id, "chen", "陈远山", ("official",))
    add(connection, unit_id, "zhou", "周清", ("reviewer",), "科长")
    people.disable(connection, unit_id, chen)
    found = Filter(unit_id=unit_id, **wanted)
    assert names(people_lists.listed(connection, found, most=9)) == expected
    assert people_lists.count(connection, found) == len(expected)


def test_a_list_is_cut_into_pages_of_people_whatever_their_roles(connection, tree):
    for number in range(5):
        add(connection, tree["江城市水文局"], f"chen{number}", roles=people.ROLES)
    found = Filter(unit_id=tree["江城市水文局"])
    first = people_lists.listed(connection, found, most=3)
    second = people_lists.listed(connection, found, most=3, skip=3)
    assert [len(first), len(second), people_lists.count(connection, found)] == [3, 2, 5]
    assert {row["id"] for row in first}.isdisjoint(row["id"] for row in second)


def test_a_person_moves_with_the_roles(connection, tree):
    chen = add(connection, tree["监测科"], "chen", roles=("official", "clerk"))
    people.move(connection, tree["监测科"], chen, tree["办公室"])
    assert people.one(connection, tree["办公室"], chen)
    assert people.roles_of(connection, tree["办公室"], chen) == {"official", "clerk"}
    assert people.roles_of(connection, tree["监测科"], chen) == set()


def test_whoever_has_a_statement_does_not_move(connection, tree):
    chen = add(connection, tree["监测科"], "chen")
    connection.execute(
        "INSERT INTO definitions (id, name, hash, title, sources, template, loaded_at)"
        " VALUES (1, 'd', 'h', 't', '{}', x'', '')"
    )
    key = {"definition_id": 1, "definition_name": "d", "year": 2026, "period": "年度"}
    statements.create(connection, tree["监测科"], chen, **key)
    with pytest.raises(people.HasStatements):
        people.move(connection, tree["监测科"], chen, tree["办公室"])
    with pytest.raises(units.InUse, match="people"):
        units.remove(connection, tree["监测科"])


def test_a_person_is_found_from_the_units_above_only(connection, tree):
    chen = add(connection, tree["上游站"], "chen")
    assert people.below(connection, tree["江城市水文局"], chen)["name"] == "陈远山"
    assert people.below(connection, tree["上游站"], chen)
    assert people.below(connection, tree["办公室"], chen) is None
    assert people.below(connection, tree["海岭市测绘院"], chen) is None
