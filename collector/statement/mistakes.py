"""The mistakes of a definition, collected so that all of them are told at once."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """One mistake of a definition: where (file, question, key) and what to mend."""

    file: str
    message: str
    question: str = ""
    key: str = ""

    def __str__(self) -> str:
        where = [self.file]
        if self.question:
            where.append(f"问题 {self.question}")
        if self.key:
            where.append(f"键 {self.key}")
        return "，".join(where) + f"：{self.message}"


class DefinitionError(Exception):
    """A definition that can't be used; `mistakes` holds all that was found."""

    def __init__(self, name: str, mistakes: tuple[Mistake, ...]) -> None:
        self.name = name
        self.mistakes = mistakes
        super().__init__("\n".join(str(mistake) for mistake in mistakes))


class Mistakes:
    """Collects mistakes while a definition is read, so that all are told at once."""

    def __init__(self) -> None:
        self.found: list[Mistake] = []

    def add(self, file: str, message: str, *, question: str = "", key: str = "") -> None:
        """Note one mistake."""
        self.found.append(Mistake(file=file, message=message, question=question, key=key))
