"""Workbooks for tests, made by openpyxl as somebody's Excel would, and taken apart again."""

import io
import zipfile

from openpyxl import Workbook, load_workbook

HEADS = ("账号", "姓名", "职务", "单位", "角色")
WITH_CLERKS = (*HEADS, "经办人账号")


def saved(*rows, heads=HEADS, title="人员"):
    """The bytes of a workbook with these rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in (heads, *rows):
        sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def person(account="lijiang", name="李江", position="科长", unit="江城市水文局", roles="填报人"):
    return (account, name, position, unit, roles)


def rewritten(data, change):
    """The workbook with its parts changed: `change` takes and gives a dict of name to bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, blob in change(parts).items():
            archive.writestr(name, blob)
    return kept.getvalue()


def opened(data):
    """The sheets by name, each a list of rows of values."""
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def cells(data):
    """Every cell of the first sheet."""
    return [cell for row in load_workbook(io.BytesIO(data)).worksheets[0].iter_rows() for cell in row]
