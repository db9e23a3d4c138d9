"""Answers given as JSON, from a file or another program: flat {name: value}, every complaint at once."""

import json
from typing import Any

from collector.statement import cleaning, states
from collector.statement.states import Typed
from collector.statement.vocabulary import Definition


class Repeated(ValueError):
    """The same name twice in one object: one of the two answers would be lost."""


def answers_in(definition: Definition, content: bytes) -> tuple[dict[str, Typed], list[str]]:
    """Return the answers in a JSON text, and a complaint in Chinese for everything that can't be taken."""
    try:
        values = json.loads(content, object_pairs_hook=without_repeats)
    except Repeated as error:
        return {}, [f"{error}：同一个名称写了两次"]
    except (ValueError, RecursionError) as error:
        return {}, [f"不是有效的 JSON：{error}"]
    if not isinstance(values, dict):
        return {}, ["最外层要写成对象 {名称: 值}"]
    found: dict[str, Typed] = {}
    complaints: list[str] = []
    for name, value in values.items():
        try:
            typed = answer(definition, name, value)
        except cleaning.LoneSurrogate:
            complaints.append(f"{shown(name)}：有损坏的文字（半个字符），请删去后重新输入")
        except states.Refused as refused:
            complaints.append(f"{shown(name)}：{refused}")
        else:
            if typed is not None:
                found[name] = typed
    return found, complaints


def answer(definition: Definition, name: str, value: Any) -> Typed | None:
    """The answer to the question `name`. Raises Refused, LoneSurrogate."""
    question = definition.questions.get(name)
    if question is None:
        raise states.Refused("没有这个问题")
    if not question.is_asked:
        if value is None:
            return None
        raise states.Refused("由其他填报内容算出，不用填写")
    return states.from_json(question, value)


def shown(name: str) -> str:
    """A name from outside, safe to print."""
    return name.encode("utf-8", "replace").decode("utf-8")[:60]


def without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object as a dict. Raises Repeated."""
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        raise Repeated(next(shown(name) for name in names if names.count(name) > 1))
    return made
