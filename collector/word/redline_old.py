"""Make the old document's formatting mean the same in the new package: its styles, lists and extensions."""

from copy import deepcopy

from lxml import etree

from collector.word import package, template
from collector.word.redline_atoms import PARAGRAPH_PROPERTIES, RUN_PROPERTIES, W

NUMBERING = "word/numbering.xml"
STYLE, STYLE_ID, TYPE, VALUE = (W + name for name in ("style", "styleId", "type", "val"))
_STYLED = [W + name for name in ("pStyle", "rStyle", "tblStyle")]
_REFERENCES = (W + "basedOn", W + "next", W + "link")
Parts = dict[str, bytes]


def adapted(root: etree._Element, old_parts: Parts, parts: Parts) -> Parts:
    """The new parts, with the styles that only the old document has; its root is changed in place.

    A style of the same id or name is the new one, and so is a list of the same number; a list that the new
    package does not have is none. Sections are left out.
    """
    for properties in root.iter(PARAGRAPH_PROPERTIES, RUN_PROPERTIES):
        for child in list(properties):
            # The new document need not allow for the extensions of the old one.
            is_foreign = not str(child.tag).startswith(W)
            if is_foreign or child.tag == W + "sectPr" or is_unlisted(child, parts):
                properties.remove(child)
    return styled(root, old_parts, parts)


def is_unlisted(child: etree._Element, parts: Parts) -> bool:
    """Whether it puts a paragraph into a list that the new package does not have."""
    if child.tag != W + "numPr":
        return False
    number = child.find(W + "numId")
    wanted = f'w:numId="{number.get(VALUE)}"' if number is not None else ""
    return wanted.encode() not in parts.get(NUMBERING, b"")


def styled(root: etree._Element, old_parts: Parts, parts: Parts) -> Parts:
    """The new parts with the styles that the old document needs; it is made to name them so."""
    uses = list(root.iter(*_STYLED))
    known = by_id(parts)
    missing = sorted({str(each.get(VALUE)) for each in uses} - known.keys())
    if not missing or template.STYLES not in parts:
        return parts
    styles = package.xml(parts[template.STYLES])
    names = {named(style): str(style.get(STYLE_ID)) for style in known.values()}
    olds = by_id(old_parts)
    ids: dict[str, str] = {}
    for each in missing:
        carry(each, olds, styles, names, ids)
    for use in uses:
        use.set(VALUE, ids.get(str(use.get(VALUE)), str(use.get(VALUE))))
    made = etree.tostring(styles, xml_declaration=True, encoding="UTF-8", standalone=True)
    return parts | {template.STYLES: made}


def by_id(parts: Parts) -> dict[str, etree._Element]:
    """The styles of a package."""
    found = package.xml(parts[template.STYLES]).iter(STYLE) if template.STYLES in parts else ()
    return {str(style.get(STYLE_ID)): style for style in found}


def named(style: etree._Element) -> tuple[str, str]:
    """The type and the name of a style."""
    name = style.find(W + "name")
    return str(style.get(TYPE)), str(name.get(VALUE)) if name is not None else ""


def carry(
    identity: str,
    olds: dict[str, etree._Element],
    styles: etree._Element,
    names: dict[tuple[str, str], str],
    ids: dict[str, str],
) -> None:
    """Say in `ids` what an old style is called among the new ones; add it and what it is based on."""
    if identity in ids or identity not in olds:
        return
    known = names.get(named(olds[identity]))
    ids[identity] = known or identity
    if known:
        return
    made = deepcopy(olds[identity])
    if W + "default" in made.attrib:
        del made.attrib[W + "default"]
    styles.append(made)
    names[named(made)] = identity
    for number in list(made.iter(W + "numPr")):
        properties = number.getparent()
        if properties is not None:
            properties.remove(number)
    for reference in list(made.iter(*_REFERENCES)):
        wanted = str(reference.get(VALUE))
        if wanted not in names.values():
            carry(wanted, olds, styles, names, ids)
        reference.set(VALUE, ids.get(wanted, wanted))
        if reference.get(VALUE) not in names.values():
            made.remove(reference)
