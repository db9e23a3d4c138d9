"""What every page keeps to, whatever it shows. `faults` says in plain words where one does not."""

from collections import Counter

import lxml.html

UNLABELLED = ("hidden", "submit", "button")


def faults(text):
    """Everything that is wrong with an HTML page; an empty list for a good one."""
    page = lxml.html.document_fromstring(text)
    checks = (heading, title, ids, labels, tokens, inline, targets, language)
    return [fault for check in checks for fault in check(page)]


def heading(page):
    found = page.xpath("//h1")
    if len(found) != 1:
        yield f"{len(found)} h1 instead of one"
    elif not found[0].text_content().strip():
        yield "an empty h1"


def title(page):
    text = (page.findtext(".//title") or "").strip()
    if not text or text.startswith("-"):
        yield f"no title of its own: {text!r}"
    problems = page.xpath("//*[@id='problems']")
    has_problems = bool(problems) and (not is_check(page) or problems[0].get("role") == "alert")
    if has_problems != text.startswith("错误："):
        yield f"the title {text!r} and the summary of problems don't agree"


def is_check(page):
    """The check page lists what is left to do: nothing went wrong there, unless it is an alert."""
    return page.xpath("string(//h1)").strip() == "提交前检查"


def ids(page):
    for name, count in Counter(page.xpath("//@id")).items():
        if count > 1:
            yield f"id {name} {count} times"


def labels(page):
    labelled = set(page.xpath("//label/@for"))
    for control in page.xpath("//input | //select | //textarea"):
        is_quiet = control.get("type") in UNLABELLED or control.get("hidden") is not None
        if is_quiet or control.get("id") in labelled or control.get("aria-label"):
            continue
        if not control.xpath("ancestor::label[normalize-space()]"):
            yield f"no label for {control.get('name')}"
    for button in page.xpath("//button[not(normalize-space()) and not(@aria-label)]"):
        yield f"a button without words: {lxml.html.tostring(button)}"


def tokens(page):
    for form in page.forms:
        if form.method == "POST" and not form.xpath(".//input[@name='csrf_token'][@value != '']"):
            yield f"no csrf_token in the form for {form.action}"


def inline(page):
    if page.xpath("//style | //@style | //script[not(@src)]"):
        yield "an inline style or script, which the browser refuses"
    for attribute in page.xpath("//@*[starts-with(name(), 'on')]"):
        yield f"an inline handler {attribute.attrname}"
    for address in page.xpath("//*/@src | //link/@href"):
        if not address.startswith("/"):
            yield f"a file from elsewhere: {address}"


def targets(page):
    known = set(page.xpath("//@id"))
    for attribute in ("aria-describedby", "aria-labelledby", "for"):
        for value in page.xpath(f"//@{attribute}"):
            for name in value.split():
                if name not in known:
                    yield f"{attribute} names {name}, which is not there"
    for address in page.xpath("//a/@href[starts-with(., '#')]"):
        if address[1:] not in known:
            yield f"a link to {address}, which is not there"


def language(page):
    if page.xpath("string(/html/@lang)") != "zh-CN":
        yield "the page does not say that it is Chinese"
