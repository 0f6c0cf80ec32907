"""Word 2003 XML (WordprocessingML of 2003) in the words of DOCX, whose reader then reads it."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from parsers.formats.office.word_styles import W

NAMESPACE = "http://schemas.microsoft.com/office/word/2003/wordml"
_OLD = f"{{{NAMESPACE}}}"
_AUX = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_AML = "{http://schemas.microsoft.com/aml/2001/core}"
_RENAMED = {"vmerge": "vMerge", "hmerge": "hMerge"}
_CHANGES = {"Word.Insertion": "ins", "Word.Deletion": "del"}
_ROOTS = {"word/document.xml": "document", "word/styles.xml": "styles"}


def packed(root: Any) -> io.BytesIO:
    """The document as a package of two parts: the text and the styles. Numbers of lists are those that Word stored."""
    for element in list(root.iter(etree.Element)):
        if element.tag.startswith(_AUX) and element.tag != f"{_AUX}t":
            element.tag = f"{W}customXml"
        elif element.tag == f"{_AML}annotation":
            element.tag = f"{W}{_CHANGES.get(element.get(f'{W}type', element.get(f'{_OLD}type', '')), 'smartTag')}"
        elif element.tag == f"{_AML}content":
            element.tag = f"{W}customXml"
        elif element.tag.startswith(_OLD):
            _renew(element)
    _write_numbers(root)
    parts = {"word/document.xml": root.find(f"{W}body"), "word/styles.xml": root.find(f"{W}styles")}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, part in parts.items():
            if part is not None:
                package.writestr(name, etree.tostring(_rooted(part, _ROOTS[name])))
        package.writestr("_rels/.rels", _RELATION.format(kind="officeDocument", target="word/document.xml"))
        package.writestr("word/_rels/document.xml.rels", _RELATION.format(kind="styles", target="styles.xml"))
    made.seek(0)
    return made


_RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
    "</Relationships>"
)


def _renew(element: Any) -> None:
    name = element.tag[len(_OLD) :]
    element.tag = f"{W}{_RENAMED.get(name, name)}"
    for key, value in element.items():
        if key.startswith(_OLD):
            del element.attrib[key]
            element.set(f"{W}{key[len(_OLD) :]}", value)


def _write_numbers(root: Any) -> None:
    """The number of a list paragraph ('1.') as text before it; Word stores it beside the list."""
    for listed in list(root.iter(f"{W}listPr")):
        printed = listed.find(f"{_AUX}t")
        properties = next(listed.iterancestors(f"{W}pPr"), None)
        if printed is not None and properties is not None and properties.getparent().tag == f"{W}p":
            run = etree.Element(f"{W}r")
            text = etree.SubElement(run, f"{W}t")
            text.text = f"{printed.get(f'{_AUX}val', '')} "
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            properties.addnext(run)


def _rooted(part: Any, name: str) -> Any:
    if part.tag == f"{W}{name}":
        return part
    root = etree.Element(f"{W}{name}")
    root.append(part)
    return root
