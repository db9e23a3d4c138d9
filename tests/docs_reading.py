"""Read the documents: their code, in lines, in blocks and in words, and the tables under a heading."""

import re


def code_spans(document):
    """The inline code of a document, outside its blocks."""
    text = re.sub(r"^```.*?^```$", "", document.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`([^`\n]+)`", text)


def indented(document):
    """The indented blocks of a document."""
    text = re.sub(r"^```.*?^```$", "", document.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"(?:^ {4}.*\n|^\n(?= {4}))+", text, re.MULTILINE)


def code_words(document):
    """Every word of the inline code and of the indented blocks."""
    lines = [
        *code_spans(document),
        *(line.partition("#")[0] for block in indented(document) for line in block.splitlines()),
    ]
    return [word.rpartition("=")[2].strip('"') for line in lines for word in line.split()]


def tables(text, heading):
    """The tables below a heading: each a list of rows, a row its cells; without the heading row."""
    _, _, rest = text.partition(f"\n## {heading}\n")
    chapter = re.split(r"^## ", rest, maxsplit=1, flags=re.MULTILINE)[0]
    found = re.findall(r"(?:^\|.*\n)+", chapter, re.MULTILINE)
    return [[cells(line) for line in table.splitlines()[2:]] for table in found]


def cells(line):
    """The cells of a table's line."""
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def code_of(cell):
    """The inline code of a cell."""
    return re.findall(r"`([^`]+)`", cell)
