"""Answers given as JSON, from a file or another program: flat {name: value}, every complaint at once."""

import json
from dataclasses import dataclass
from typing import Any

from collector.statement import cleaning, states
from collector.statement.states import Typed
from collector.statement.vocabulary import Definition


class Repeated(ValueError):
    """The same name twice in one object: one of the two answers would be lost."""


class Unreadable(ValueError):
    """A text that is no object of answers at all; says why, in Chinese."""


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """What can't be taken under a name, in Chinese; the name is as it was written, whatever it holds."""

    name: str
    message: str

    def __str__(self) -> str:
        return f"{shown(self.name)}：{self.message}"


def answers_in(definition: Definition, content: bytes) -> tuple[dict[str, Typed], list[Complaint]]:
    """Return the answers in a JSON text, and all that can't be taken. Raises Unreadable."""
    try:
        values = json.loads(content.decode("utf-8-sig"), object_pairs_hook=without_repeats)
    except Repeated as error:
        raise Unreadable(f"名称 {error} 写了两次，请只留一个") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"不是有效的 JSON：{reason(error)}") from error
    if not isinstance(values, dict):
        raise Unreadable("最外层要写成对象 {名称: 值}")
    found: dict[str, Typed] = {}
    complaints: list[Complaint] = []
    for name, value in values.items():
        try:
            typed = answer(definition, name, value)
        except cleaning.LoneSurrogate:
            message = "有损坏的文字（半个字符），请删去后重新输入"
            complaints.append(Complaint(name=name, message=message))
        except states.Refused as refused:
            complaints.append(Complaint(name=name, message=str(refused)))
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
    """A name from outside, safe to print; one that is nothing to be seen is put in quotes."""
    safe = "".join(character if character.isprintable() else "?" for character in name)[:60]
    return safe if safe.strip() else f"名称“{safe}”"


def without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object as a dict. Raises Repeated."""
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        raise Repeated(next(shown(name) for name in names if names.count(name) > 1))
    return made
