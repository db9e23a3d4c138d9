"""What a template can say, as a flat program of literal text, blanks, forks and loops.

`PARAGRAPH` stands before every paragraph, in the literal text here as in the text that is read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import nodes

from collector.word import programs, text

MARK = text.PARAGRAPH
_NAMED = text.BLANK, text.BLANK_END


@dataclass(frozen=True, kw_only=True, slots=True)
class Literal:
    """Text that is always printed here."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Blank:
    """The word of `name`; in a loop that of a column of each row (`column` is None outside)."""

    name: str
    column: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Atom:
    """`name` is not empty, or, with a `value`, `name` is that text."""

    name: str
    value: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Test:
    """`and`, `or`, `not` over tests; `unknown` for what is never decided here."""

    operator: str
    tests: tuple["Test | Atom", ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Fork:
    """The branch of the first test that holds; `targets` has one more, where none does."""

    tests: tuple[Test | Atom, ...]
    targets: tuple[int, ...]
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Goto:
    target: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Loop:
    """The rows or paragraphs of `name`: the body follows and comes back here; `end` is behind it."""

    name: str
    columns: int
    end: int


Op = Literal | Blank | Fork | Goto | Loop
Known = Callable[[Atom], bool | None]


def decided(test: Test | Atom, known: Known) -> bool | Atom | None:
    """Whether the test holds, or the first atom to decide before one can say; None where one never can."""
    if isinstance(test, Atom):
        is_so = known(test)
        return test if is_so is None else is_so
    if test.operator == "not":
        found = decided(test.tests[0], known)
        return not found if isinstance(found, bool) else found
    if test.operator in ("and", "or"):
        ends = test.operator == "or"
        for each in test.tests:
            found = decided(each, known)
            if found is not (not ends):
                return found
        return not ends
    return None


def atoms(test: Test | Atom) -> Iterator[Atom]:
    """Every atom of a test."""
    if isinstance(test, Atom):
        yield test
    else:
        for each in test.tests:
            yield from atoms(each)


@lru_cache(maxsize=8)
def program(source: str) -> tuple[Op, ...]:
    """The program of a part's source (collector.word.template.Part)."""
    tree = programs.Walk(source, "text").tree(programs.text_environment().parse(source))
    maker = _Maker()
    maker.body(tree.body)
    return tuple(maker.ops)


class _Maker:
    def __init__(self) -> None:
        self.ops: list[Op] = []
        self._columns: dict[str, int | None] = {}
        self._named = ""
        self._barrier = 0  # where branches meet, what follows is no part of the last of them

    def body(self, body: list[nodes.Node]) -> None:
        for node in body:
            if isinstance(node, nodes.Output):
                for child in node.nodes:
                    self._output(child)
            elif isinstance(node, nodes.If):
                self._fork(node)
            elif isinstance(node, nodes.For):
                self._loop(node)

    def _output(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Name):
            self.ops.append(Blank(name=self._named, column=self._columns.get(node.name)))
        elif isinstance(node, nodes.TemplateData):
            if node.data.startswith(_NAMED):
                self._named = node.data.strip(text.BLANK + text.NAMED) or self._named
                return
            data = node.data.replace(text.PARAGRAPH_END, "")
            last = self.ops[-1] if self.ops else None
            if data and isinstance(last, Literal) and len(self.ops) > self._barrier:
                self.ops[-1] = Literal(text=last.text + data)
            elif data:
                self.ops.append(Literal(text=data))

    def _fork(self, node: nodes.If) -> None:
        place = len(self.ops)
        self.ops.append(Goto(target=0))
        branches = [(node.test, node.body), *((each.test, each.body) for each in node.elif_)]
        targets, ends = [], []
        for _, body in branches:
            targets.append(len(self.ops))
            self._branch(body)
            ends.append(len(self.ops))
            self.ops.append(Goto(target=0))
        targets.append(len(self.ops))
        self._branch(node.else_)
        end = len(self.ops)
        for each in ends:
            self.ops[each] = Goto(target=end)
        tests = tuple(_test(test) for test, _ in branches)
        self.ops[place] = Fork(tests=tests, targets=tuple(targets), end=end)
        self._barrier = end

    def _branch(self, body: list[nodes.Node]) -> None:
        self._barrier = len(self.ops)
        self.body(body)

    def _loop(self, node: nodes.For) -> None:
        place = len(self.ops)
        is_table = isinstance(node.target, nodes.Tuple)
        targets = node.target.items if isinstance(node.target, nodes.Tuple) else [node.target]
        names: dict[str, int | None] = {
            each.name: column for column, each in enumerate(targets) if isinstance(each, nodes.Name)
        }
        outer, self._columns = self._columns, self._columns | names
        self.ops.append(Goto(target=0))
        self.body(node.body)
        self.ops.append(Goto(target=place))
        self._columns = outer
        columns = len(targets) if is_table else 0
        listed = node.iter.name if isinstance(node.iter, nodes.Name) else ""
        self.ops[place] = Loop(name=listed, columns=columns, end=len(self.ops))


def _test(node: nodes.Node) -> Test | Atom:
    if isinstance(node, nodes.Name):
        return Atom(name=node.name)
    if isinstance(node, nodes.Not):
        return Test(operator="not", tests=(_test(node.node),))
    if isinstance(node, nodes.And | nodes.Or):
        operator = "and" if isinstance(node, nodes.And) else "or"
        return Test(operator=operator, tests=(_test(node.left), _test(node.right)))
    if isinstance(node, nodes.Compare) and len(node.ops) == 1 and node.ops[0].op in ("eq", "ne"):
        sides = (node.expr, node.ops[0].expr)
        names = [side.name for side in sides if isinstance(side, nodes.Name)]
        values = [side.value for side in sides if isinstance(side, nodes.Const)]
        if len(names) == len(values) == 1:
            atom = Atom(name=names[0], value=str(values[0]))
            return atom if node.ops[0].op == "eq" else Test(operator="not", tests=(atom,))
    return Test(operator="unknown")
