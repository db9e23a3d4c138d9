"""The tags of a template: which ones are allowed, and which belong together.

A template may print a name, ask `if`, and walk a list with `for`. Everything else is refused before
first use, because Jinja's sandbox limits neither time nor memory.
"""

import re
from collections.abc import Callable, Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
# What would be a tag if it were complete, and docxtpl's way of writing a brace that is none.
_LOOSE = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|\{_\{|\}_\}|\{_%|%_\}")
_KEYWORD = re.compile(r"\{%[-+]?\s*(\w*)")
NAME = re.compile(r"[a-z][a-z0-9_]*")
# Names to which Jinja gives a meaning of its own.
_TAKEN = {"loop", "self", "super", "caller", "varargs", "kwargs"}

_WRAPPED = {
    "if": "{0}{{% endif %}}",
    "elif": "{{% if x %}}{0}{{% endif %}}",
    "for": "{0}{{% endfor %}}",
}
_STRUCTURE = {"else", "endif", "endfor"}

_ALLOWED = (
    nodes.TemplateData,
    nodes.If,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
)
_REASONS: dict[type[nodes.Node], str] = {
    nodes.Getattr: "不能用点号取值",
    nodes.Getitem: "不能用方括号取值",
    nodes.Call: "不能调用函数",
    nodes.Filter: "不能用过滤器（|）",
    nodes.Test: "不能用 is 判断",
    nodes.CondExpr: "条件请写成 {% if … %}",
    nodes.Concat: "不能拼接",
    nodes.Tuple: "这里不能写成一组",
}


def keyword(tag: str) -> str:
    """The word after `{%`; empty for `{{ … }}` and comments."""
    match = _KEYWORD.match(tag)
    return match[1] if match else ""


def problems(environment: Environment, source: str) -> list[str]:
    """What is wrong with a part's tags, each tag by itself and all of them together."""
    tags = [tag for tag in TAG.findall(source) if not tag.startswith("{#")]
    found = [f"{shown(tag)}：{reason}。" for tag in tags for reason in _tag_problems(environment, tag)]
    left = _LOOSE.findall(TAG.sub("", source))
    found += [f"{mark}：标签没有写完整。" for mark in dict.fromkeys(left)]
    return found + list(_unmatched(tags))


def shown(tag: str) -> str:
    text = re.sub(r"<[^>]*>?", "", tag)
    return text if len(text) <= 80 else text[:80] + "…"


def _tag_problems(environment: Environment, tag: str) -> list[str]:
    word = keyword(tag)
    if word in _STRUCTURE:
        return []
    if tag.startswith("{%") and word not in _WRAPPED:
        return [f"不支持 {word}，只能用 if、elif、else、endif、for、endfor"]
    try:
        tree = environment.parse(_WRAPPED.get(word, "{0}").format(tag))
    except TemplateSyntaxError as error:
        return [f"写法有误（{error.message}）"]
    # The first reason is the outermost; what it holds is refused for reasons that only follow.
    return list(refusals(tree))[:1]


def refusals(tree: nodes.Template) -> Iterator[str]:
    """Why this syntax tree may not be compiled: everything that is not on the short list of nodes."""
    unpacked = [node.target for node in tree.find_all(nodes.For) if isinstance(node.target, nodes.Tuple)]
    for node in tree.find_all(nodes.Node):
        if any(node is target for target in unpacked):
            continue  # its names and any tuple inside it come by themselves
        if type(node) in _CHECKS:
            yield from _CHECKS[type(node)](node)
        elif not isinstance(node, _ALLOWED):
            yield _REASONS.get(type(node), "这里只能写名称、比较和 and、or、not")


def _name(node: nodes.Name) -> Iterator[str]:
    if not NAME.fullmatch(node.name) or node.name in _TAKEN:
        yield f"名称“{node.name}”不合规，要用小写英文字母、数字和下划线，字母开头"


def _constant(node: nodes.Const) -> Iterator[str]:
    if not isinstance(node.value, str):
        yield f"填入的都是文字，{node.value} 要加引号才能比较"


def _output(node: nodes.Output) -> Iterator[str]:
    blanks = [child for child in node.nodes if not isinstance(child, nodes.TemplateData | nodes.Name)]
    if any(type(blank) not in _REASONS for blank in blanks):
        yield "空里只能写一个名称"


def _for(node: nodes.For) -> Iterator[str]:
    if not isinstance(node.iter, nodes.Name):
        yield "for 只能走一个名称所指的列表"
    if node.test or node.recursive or node.else_:
        yield "for 不能带条件、else 或 recursive"


_CHECKS: dict[type[nodes.Node], Callable[..., Iterator[str]]] = {
    nodes.Name: _name,
    nodes.Const: _constant,
    nodes.Output: _output,
    nodes.For: _for,
}


def _unmatched(tags: list[str]) -> Iterator[str]:
    opened: list[str] = []
    has_else: list[bool] = []
    for tag in tags:
        word = keyword(tag)
        if word in ("if", "for"):
            opened.append(tag)
            has_else.append(False)
        elif word in ("elif", "else", "endif", "endfor"):
            wanted = "for" if word == "endfor" else "if"
            if not opened or keyword(opened[-1]) != wanted:
                inside = f"，它在 {shown(opened[-1])} 里" if opened else ""
                yield f"{shown(tag)}：没有对应的 {{% {wanted} … %}}{inside}。"
                continue
            if word in ("elif", "else") and has_else[-1]:
                yield f"{shown(tag)}：写在了 else 之后。"
            has_else[-1] = has_else[-1] or word == "else"
            if word.startswith("end"):
                opened.pop()
                has_else.pop()
    for tag in opened:
        yield f"{shown(tag)}：没有对应的 {{% end{keyword(tag)} %}}。"
