"""HTML: the article of a page without its menus, with its tables, date, outlet and address."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from servanda.sources.encoding import decode
from servanda.sources.options import Limits
from servanda.sources.parsed import Parsed, Refused

_CHARSET = re.compile(rb"""<(?:meta[^>]{0,200}charset|\?xml[^>]{0,100}encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_BLOCK = re.compile(
    r"(?:address|article|aside|blockquote|body|br|caption|d[dlt]|div|fieldset|fig(?:caption|ure)|footer|form|h[1-6r]|header"
    r"|li|main|nav|[ou]l|p|pre|section|table|tbody|tfoot|thead|title|tr)\Z"
)
_ROW = re.compile(r"\|\s(.*)\|\s*\Z")
_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+\s*\Z")
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset(
    {"head", "script", "style", "noscript", "template", "svg", "nav", "select", "button", "iframe", "object"}
)
#: Only what the page declares, in believable years: the wider search takes any date in the body for it.
_DATE_SEARCH: dict[str, Any] = {
    "extensive_search": False,
    "original_date": True,
    "outputformat": "%Y-%m-%d",
    "min_date": "1990-01-01",
    "max_date": "2100-01-01",
}


def parse(data: bytes, limits: Limits) -> Parsed:
    """The readable text of a page; what the page says of itself beside it."""
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, declared[1].decode("ascii", "replace") if declared else None)
    if decoded is None:
        raise Refused("unknown-format", "the bytes are no text in any known encoding: save the page again")
    markup = _XML_DECLARATION.sub("", decoded.text, count=1)  # lxml refuses a text that declares an encoding
    root = _tree(markup)
    if root is None:
        return Parsed(media_type="text/html", problems=decoded.problems)
    article = _article(markup)
    text = _rows((article.text or "").strip()) if article else ""
    if not text:
        text = _all_text(root)
    found = _day(article.date) if article else _date(markup)
    return Parsed(
        text=text,
        media_type="text/html",
        title=_clean(article and article.title),
        outlet=_clean(article and article.sitename),
        url=_clean(article and article.url),
        dated=found,
        dated_by="html metadata" if found else None,
        problems=decoded.problems,
    )


def _article(markup: str) -> Any:
    """What trafilatura finds, or None; it is guarded because it walks hostile trees by recursion."""
    from trafilatura import bare_extraction

    try:
        return bare_extraction(
            markup,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params=_DATE_SEARCH,
        )
    except Exception:  # any failure means: fall back to the plain text of the page
        return None


def _date(markup: str) -> dt.date | None:
    """The declared date of a page in which no article was found."""
    from htmldate import find_date

    try:
        return _day(find_date(markup, **_DATE_SEARCH))
    except Exception:  # as above: a page without a usable date is an ordinary page
        return None


def _day(found: str | None) -> dt.date | None:
    return dt.date.fromisoformat(found) if found else None


def _rows(text: str) -> str:
    """Tables as lines with tabs between the cells, like those of a DOCX, in place of trafilatura's bars and rules."""
    if "\n|" not in f"\n{text}":
        return text
    lines = (line for line in text.split("\n") if not _RULE.match(line))
    return "\n".join(
        "\t".join(map(str.strip, row[1].split("|"))) if (row := _ROW.match(line)) else line for line in lines
    )


def _tree(markup: str) -> Any:
    """The page as a tree, None when it holds no element."""
    import lxml.html
    from lxml.etree import ParserError

    # huge_tree: without it libxml2 silently drops what lies deeper than 256 elements; with it, than 2,048.
    parser = lxml.html.HTMLParser(huge_tree=True)
    try:
        root = lxml.html.document_fromstring(markup.replace("\0", ""), parser=parser)
    except ParserError:
        return None
    except Exception as error:
        raise Refused("unreadable", f"the page cannot be parsed ({type(error).__name__}): save it again") from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise Refused("unreadable", "elements nest over 2,000 deep, as on no honest page: copy the text out by hand")
    return root


def _all_text(root: Any) -> str:
    """Every visible word of the page, block by block, cells apart by tabs, without recursion."""
    pieces: list[str] = []
    _visible(root, pieces)
    lines = ("".join(pieces)).split("\n")
    shown = ("\t".join(" ".join(cell.split()) for cell in line.split("\t")).strip() for line in lines)
    return "\n".join(line for line in shown if line)


def _visible(root: Any, pieces: list[str]) -> None:
    from lxml.etree import iterwalk

    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if not tag or tag in _SILENT:
                walk.skip_subtree()
            else:
                pieces += ("\t" if tag in _CELLS else _break(tag), _flat(element.text))
        else:
            pieces += (_break(tag), _flat(element.tail))


def _flat(text: str | None) -> str:
    return " ".join(re.split(r"[\n\t]", text)) if text else ""


def _break(tag: str) -> str:
    return "\n" if _BLOCK.match(tag) else ""


def _clean(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None
