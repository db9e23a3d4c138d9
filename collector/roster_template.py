"""The workbook for a roster of people: empty, with how to fill it in and an example."""

from collections.abc import Collection

from collector import rosters, workbooks
from collector.accounts import ROLE_LABELS
from collector.workbooks import Sheet


def made(paths: Collection[str]) -> bytes:
    """The workbook to fill in, with how to do it and the units there are."""
    rules = [
        ("账号", "3 到 40 个字符，只能用字母、数字和“.”“-”“_”，不能与别人的相同"),
        ("姓名", "最多 20 个字"),
        ("职务", "最多 40 个字，可以不填"),
        ("单位", "写已有的单位；有同名的，连上级一起写，如“江城市水文局/监测科”"),
        ("角色", f"{'、'.join(ROLE_LABELS.values())}（也可写单位管理员）；几种角色之间用“、”隔开"),
        ("经办人账号", "替此人填报的经办人的账号，已有的或者本表里的；几个之间用“、”隔开，没有就空着"),
        ("", f"一行一人，最多 {rosters.MOST} 人；不要用公式"),
        *(("现有的单位", path) for path in paths),
    ]
    return workbooks.written(
        [
            Sheet(name=rosters.SHEET, heads={**rosters.COLUMNS, **rosters.OPTIONAL}, rows=[]),
            Sheet(name="填写说明", heads={"列": 14, "怎样填": 60}, rows=rules),
            Sheet(
                name="示例",
                heads={**rosters.COLUMNS, **rosters.OPTIONAL},
                rows=examples(next(iter(paths), "单位名称")),
            ),
        ]
    )


def examples(unit: str) -> list[tuple[str, ...]]:
    """How rows are filled in: an official, and the clerk who writes for them."""
    return [
        ("chenyuanshan", "陈远山", "党委书记、局长", unit, "填报人", "songlanting"),
        ("songlanting", "宋兰亭", "办公室科员", unit, "经办人", ""),
    ]
