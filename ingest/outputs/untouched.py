"""Parts of a package that a library wrote anew without changing them, put back byte for byte."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

_XML = (".xml", ".rels")


def with_original_parts(original: bytes, written: bytes) -> bytes:
    """The written package, where every part that says the same as in the original one has the original's bytes."""
    content = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(original)) as before,
        zipfile.ZipFile(BytesIO(written)) as after,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        names = set(before.namelist())
        for name in after.namelist():
            data = after.read(name)
            if name in names and _same(name, before.read(name), data):
                data = before.read(name)
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _same(name: str, one: bytes, other: bytes) -> bool:
    return one == other or (name.endswith(_XML) and _canonical(one) == _canonical(other))


def _canonical(part: bytes) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return bytes(etree.tostring(etree.fromstring(part, parser), method="c14n"))
