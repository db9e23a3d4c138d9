"""Quote the help of every command in the guide, between its two marks.

Run it with the development environment: .venv/bin/python tests/quote_help.py
"""

from pathlib import Path

from click.testing import CliRunner

from collector import cli

GUIDE = Path(__file__).parent.parent / "docs" / "手册.md"
BEGIN, END = "<!-- help: tests/quote_help.py -->\n", "<!-- end of help -->\n"


def main():
    before, _, after = parts(GUIDE.read_text("utf-8"))
    GUIDE.write_text(before + BEGIN + chapter() + END + after, "utf-8")


def parts(text):
    """The guide before, between and after the marks."""
    before, _, rest = text.partition(BEGIN)
    quoted, _, after = rest.partition(END)
    return before, quoted, after


def chapter():
    """The quoted help of the whole command and of each one below it."""
    commands = [[], *([name] for name in sorted(cli.main.commands))]
    return "\n" + "\n".join(quoted(command) for command in commands)


def quoted(command):
    words = [*command, "--help"]
    told = CliRunner().invoke(cli.main, words, prog_name="collector", terminal_width=100)
    assert told.exit_code == 0, told.output
    return f"```text\n$ collector {' '.join(words)}\n{told.output.rstrip()}\n```\n"


if __name__ == "__main__":
    main()
