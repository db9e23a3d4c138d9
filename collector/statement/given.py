"""Answers given as JSON, from a file or another program: flat {name: value}, every complaint at once."""

import json
from typing import Any

from collector.statement import cleaning, states
from collector.statement.states import Typed
from collector.statement.vocabulary import Definition


class Repeated(ValueError):
    """The same name twice in one object: one of the two answers would be lost."""


def answers_in(definition: Definition, content: bytes) -> tuple[dict[str, Typed], dict[str, str]]:
    """Return the answers in a JSON text, and by name what can't be taken, in Chinese.

    The name of a complaint about the whole text is empty.
    """
    try:
        values = json.loads(content.decode("utf-8-sig"), object_pairs_hook=without_repeats)
    except Repeated as error:
        return {}, {"": f"名称 {error} 写了两次，请只留一个"}
    except (ValueError, RecursionError) as error:
        return {}, {"": f"不是有效的 JSON：{reason(error)}"}
    if not isinstance(values, dict):
        return {}, {"": "最外层要写成对象 {名称: 值}"}
    found: dict[str, Typed] = {}
    complaints: dict[str, str] = {}
    for name, value in values.items():
        try:
            typed = answer(definition, name, value)
        except cleaning.LoneSurrogate:
            complaints[shown(name)] = "有损坏的文字（半个字符），请删去后重新输入"
        except states.Refused as refused:
            complaints[shown(name)] = str(refused)
        else:
            if typed is not None:
                found[name] = typed
    return found, complaints


def reason(error: Exception) -> str:
    """What keeps a text from being JSON, and where."""
    if isinstance(error, json.JSONDecodeError):
        return f"第 {error.lineno} 行第 {error.colno} 列读不懂，请检查引号、逗号和括号"
    if isinstance(error, UnicodeDecodeError):
        return "文字不是 UTF-8 编码，请用 UTF-8 另存"
    return "括号套得太深" if isinstance(error, RecursionError) else "数字太长"


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
