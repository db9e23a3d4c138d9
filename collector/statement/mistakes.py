"""The mistakes of a definition, collected so that all of them are told at once."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """One mistake of a definition: where (file, question, key) and what to mend.

    `meant` is the key a misspelt one probably stands for: that one isn't missing as well.
    """

    file: str
    message: str
    question: str = ""
    key: str = ""
    meant: str = ""

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
    """Collects mistakes while a definition is read, so that all are told at once.

    `is_partial` once a mistake has taken whole questions with it: the others would be accused in their place.
    """

    def __init__(self) -> None:
        self.found: list[Mistake] = []
        self.is_partial = False

    def add(self, file: str, message: str, *, question: str = "", key: str = "", meant: str = "") -> None:
        """Note one mistake."""
        self.found.append(Mistake(file=file, message=message, question=question, key=key, meant=meant))

    def add_missing(self, file: str, message: str, *, question: str = "", key: str) -> None:
        """Note that `key` is missing or of no use, unless it is misspelt or already accused."""
        told = [each for each in self.found if (each.file, each.question) == (file, question)]
        if not any(key in (each.key, each.meant) for each in told):
            self.add(file, message, question=question, key=key)

    def questions_with(self, *keys: str) -> set[str]:
        """The questions with a mistake in one of `keys`."""
        return {each.question for each in self.found if each.key in keys or each.meant in keys}
