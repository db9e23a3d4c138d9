"""An answer changed on two pages: both texts at the question, and the choice between them."""

from collections.abc import Mapping

from flask import render_template
from markupsafe import Markup

from collector.statement import readings, states
from collector.statement.states import Typed
from collector.store import people
from collector.store.answers import Kept
from collector.web import current, drafts, merging, presentation
from collector.web.drafts import Draft, Saved


def boxes(saved: Saved) -> dict[str, Markup]:
    """The choices 原值, 对方, 我的 as HTML, by question."""
    return {name: box(saved, name, typed) for name, typed in saved.conflicts.items()}


def box(saved: Saved, name: str, typed: Typed | None) -> Markup:
    """The choice of one question; nothing is chosen beforehand."""
    draft = saved.draft
    kept = draft.kept[name]
    mine = merging.as_json(typed)
    original, is_known = drafts.original(draft, saved.sent, name)
    rendered = render_template(
        "_conflict.html",
        name=name,
        label=draft.definition.questions[name].label,
        shown=f"{kept.version}.{merging.digest(mine)}",
        original=text(original),
        is_known=is_known,
        theirs=text(kept.value),
        mine=text(mine),
        who=who(draft, kept),
    )
    return Markup(rendered)  # noqa: S704 - a template escaped it


def who(draft: Draft, kept: Kept) -> str:
    """Who changed the answer meanwhile, and when."""
    at = presentation.local(kept.at)
    if kept.by == current.person().id:
        return f"您在另一个窗口（{at}）"
    found = people.one(current.connection(), draft.statement["unit_id"], kept.by)
    return f"{found['name'] if found else '别人'}（{at}）"


def messages(saved: Saved) -> dict[str, str]:
    """What to do about each conflict, by question."""
    return {name: message(saved.draft, name) for name in saved.conflicts}


def message(draft: Draft, name: str) -> str:
    """Who changed the answer meanwhile, to what, and what to do."""
    kept = draft.kept[name]
    label = draft.definition.questions[name].label
    theirs = "清空了" if kept.value is None else f"改成了“{readings.shown(text(kept.value))}”"
    return f"{who(draft, kept)}把{label}{theirs}，与您填的不同；请选择保留哪一个，两份内容都不会丢"


def text(value: object) -> str:
    """A stored value as it is read: a line for every item or row; nothing for an open answer."""
    if value is None:
        return ""
    typed = states.stored(value)
    if typed is states.NONE:
        return "没有（已确认）"
    if isinstance(typed, str):
        return typed
    return "\n".join(
        "，".join(filter(None, item.values())) if isinstance(item, dict) else item for item in typed
    )


def seen(saved: Saved, names: Mapping[str, object]) -> str:
    """What a page has seen once it shows what was saved: an answer in conflict is as it was before."""
    settled = [name for name in names if name not in saved.conflicts]
    before = {name: saved.sent.seen[name] for name in saved.conflicts if name in saved.sent.seen}
    return merging.written(saved.draft.kept, settled, before)
