"""Error pages in Chinese, each with an incident id that the log has too. Neither holds text of a report."""

import secrets
import traceback

from flask import Flask, current_app, make_response, render_template, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from collector.store import database
from collector.web import current, resuming, scripts, writing
from collector.word import uploads

# code -> (title, what to do)
PAGES = {
    400: ("请求有误", "服务器没有看懂这次请求。请返回上一页，刷新后再试一次。"),
    403: ("没有权限", "您的账号不能打开这个页面。如果工作需要，请联系本单位管理员。"),
    404: ("找不到页面", "这个页面不存在，或者不在您的工作范围内。请检查网址，或从“我的报告”重新进入。"),
    405: ("不能这样打开", "这个网址不能直接打开。请从页面上的按钮进入。"),
    413: ("内容太大", "一次提交的内容超过了上限。请分几次填写，或缩短文字后再试。"),
    429: ("操作太频繁", "请稍等几分钟再试。"),
    500: (
        "系统出错",
        "系统出了问题，这次操作可能没有完成；此前保存的内容都还在。请稍后再试，仍不行请把事件编号告诉管理员。",
    ),
}
FILE_PAGE = (
    "文件太大",
    f"文件太大（不超过 {uploads.LARGEST // 10**6} MB），没有读取。请删去文件里的图片等内容，另存后再上传。",
)
CSRF_PAGE = (
    "页面已过期",
    "这个页面打开太久，或者您在别处重新登录过，刚才的操作没有执行。请返回上一页，刷新后再试一次。",
)
# Their messages speak of the database and the disk, never of what was typed.
SAFE_MESSAGES = (database.Error, OSError)


def init_app(app: Flask) -> None:
    """Turn every error into a page."""
    app.register_error_handler(CSRFError, page)
    app.register_error_handler(HTTPException, page)
    app.register_error_handler(writing.Locked, locked)
    app.register_error_handler(Exception, failure)


def page(error: HTTPException) -> ResponseReturnValue:
    """The page of an expected error; what was typed outlives a token that no longer fits."""
    if scripts.is_asking():
        return told(error)
    person = current.signed_in()
    if isinstance(error, CSRFError) and person is not None and (kept := resuming.posted()):
        return resuming.page(request.path, kept, person.id, status=400)
    code = error.code or 500
    known = code if code in PAGES else (400 if code < 500 else 500)
    title, message = CSRF_PAGE if isinstance(error, CSRFError) else PAGES[known]
    if code == 413 and request.mimetype == "multipart/form-data":
        title, message = FILE_PAGE
    incident = new_incident()
    current_app.logger.warning("incident %s: %s", incident, summary(code))
    return rendered(code, title, message, incident)


def locked(error: writing.Locked) -> ResponseReturnValue:
    """What is said where nothing of a statement is to be changed (any more)."""
    current.audit("change_refused", subject=request.endpoint or "", result="refused")
    if scripts.is_asking():
        return scripts.refused(403, scripts.LOCKED, message=str(error))
    return render_template("error.html", code=403, title="没有改动", message=str(error)), 403


def refused(code: int, message: str) -> ResponseReturnValue:
    """The page of a refusal that says more than its code."""
    incident = new_incident()
    current_app.logger.warning("incident %s: %s", incident, summary(code))
    return rendered(code, PAGES[code][0], message, incident)


def told(error: HTTPException) -> ResponseReturnValue:
    """The same for a page's script."""
    incident = new_incident()
    current_app.logger.warning("incident %s: %s", incident, summary(error.code or 500))
    return scripts.answer(error, incident)


def failure(error: Exception) -> ResponseReturnValue:
    """The page of an error nobody expected; its kind and place are logged, its words are not."""
    if current_app.config["PROPAGATE_EXCEPTIONS"]:
        raise error
    incident = new_incident()
    current_app.logger.error("incident %s: %s\n%s", incident, summary(500), place(error))
    if scripts.is_asking():
        return scripts.refused(500, "failed", incident=incident)
    return rendered(500, *PAGES[500], incident)


def new_incident() -> str:
    """A number short enough to be read out on the telephone."""
    return secrets.token_hex(4).upper()


def summary(code: int) -> str:
    """One line about the request: the rule, never the address typed, which may hold a one-time link."""
    rule = request.url_rule.rule if request.url_rule else "(no such page)"
    person = current.signed_in()
    return f"{code} {request.method} {rule} person={person.id if person else '-'} from {current.address()}"


def place(error: BaseException) -> str:
    """The kinds of the errors and the lines they came from."""
    lines = traceback.format_tb(error.__traceback__)
    lines.append(
        f"{type(error).__qualname__}: {error}"
        if isinstance(error, SAFE_MESSAGES)
        else type(error).__qualname__
    )
    cause = error.__cause__ or error.__context__
    return (place(cause) + "\n" if cause else "") + "".join(lines)


def rendered(code: int, title: str, message: str, incident: str) -> ResponseReturnValue:
    """The page, or plain text where the request's host is not ours and no address can be built."""
    if request_ctx.url_adapter is None:
        response = make_response(f"{title}（{code}）。{message} 事件编号 {incident}\n", code)
        response.mimetype = "text/plain"
        return response
    return render_template("error.html", code=code, title=title, message=message, incident=incident), code
