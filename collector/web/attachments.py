"""A file made for whoever asks, as an attachment with a Chinese name. Knows nothing of what is in it."""

import io

from flask import send_file
from flask.typing import ResponseReturnValue

from collector import workbooks
from collector.web import presentation

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def document(data: bytes, stem: str) -> ResponseReturnValue:
    """A Word file; `stem` is its name without the ending."""
    return attachment(data, DOCX, presentation.file_name(stem, ".docx"))


def workbook(data: bytes, stem: str) -> ResponseReturnValue:
    """A workbook; `stem` is its name without the ending."""
    return attachment(data, workbooks.MIMETYPE, presentation.file_name(stem, ".xlsx"))


def attachment(data: bytes, mimetype: str, name: str) -> ResponseReturnValue:
    """Any file, to be kept under that name."""
    return send_file(io.BytesIO(data), mimetype=mimetype, as_attachment=True, download_name=name)
