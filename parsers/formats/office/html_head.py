"""Whether bytes are a web page: told by tags anywhere in the head of a file, as browsers do, not by the first one."""

from __future__ import annotations

import re

_ALWAYS = "html head body meta title link style script base"
_BLOCKS = (
    "table thead tbody tr td div p center form section article main header footer nav aside details summary fieldset "
    "ul ol dl blockquote pre hr iframe noscript template dialog figure address h1 h2 h3 h4 h5 h6"
)
_INLINE = (
    "a abbr b big br button code del em font i img input ins label mark s select small span strike strong sub sup u"
)
_OPENS = re.compile(rf"<(?:!doctype\s+html\b|(?:{'|'.join(f'{_ALWAYS} {_BLOCKS}'.split())})(?=[\s/>]))", re.IGNORECASE)
_OPENS_INLINE = re.compile(rf"<(?:{'|'.join(_INLINE.split())})(?=[\s/>])", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html\b|(?:html|head|body)(?=[\s>]))", re.IGNORECASE)
_TABLE = re.compile(r"<table(?=[\s>])", re.IGNORECASE)
_ROW = re.compile(r"<t[rdh](?=[\s>])", re.IGNORECASE)
_LAID_OUT = re.compile(r"<(?:table|tr|div)(?=[\s>])|</(?:p|li|div|h[1-6])>", re.IGNORECASE)
_FEW_ROWS = 3
_PIPES = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|){1,}", re.MULTILINE)
_TABBED = re.compile(r"^[^\t\n]*[^\s>]\t[^\t\n]*[^\s<>][^\t\n]*\t[^\n<]*[^\s<]", re.MULTILINE)
_ISLAND = re.compile(r"<(/?)table(?=[\s>])[^>]*>", re.IGNORECASE)
_PROLOGUE = re.compile(r"\s*(?:<\?xml[^>]{0,300}\?>\s*)?")
_NO_TEXT = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)


def is_page(head: str) -> bool:
    """Whether a browser would show the text as a page: tags of its frame or rows of a table anywhere in the head.

    Tags within lines of plain text or Markdown ('<b>', '<br>') make no page.
    """
    start = head[_PROLOGUE.match(head).end() :]  # type: ignore[union-attr]
    if start.startswith("<?") or (head.lstrip().startswith("<?xml") and not _PAGE.search(head[:8192])):
        return False
    shown = _NO_TEXT.sub(" ", start)
    if _PAGE.search(shown) or (_TABLE.search(shown) and _ROW.search(shown)):
        return True
    if _PIPES.search(shown) or len(_TABBED.findall(shown)) >= _FEW_ROWS:
        return False
    begins = shown.lstrip()
    if not begins or _OPENS.match(start) or _OPENS.match(begins):
        return bool(start.strip())
    return bool(_OPENS_INLINE.match(begins) and _LAID_OUT.search(shown))


def islands(page: str) -> list[str]:
    """Plain text or Markdown with HTML tables in it as its pieces, texts and tables by turns; [] for a page.

    >>> islands("# План\\n<table><tr><td>1</td></tr></table>\\nДиректор")
    ['# План\\n', '<table><tr><td>1</td></tr></table>', '\\nДиректор']
    """
    pieces, start, depth = [], 0, 0
    for tag in _ISLAND.finditer(page):
        closes = bool(tag.group(1))
        if closes and not depth:
            return []
        depth += -1 if closes else 1
        if depth == (0 if closes else 1):
            end = tag.end() if closes else tag.start()
            pieces.append(page[start:end])
            start = end
    pieces.append(page[start:])
    texts = "\n".join(pieces[0::2])
    if len(pieces) == 1 or depth or not texts.strip() or _OPENS.search(texts):
        return []
    return pieces
