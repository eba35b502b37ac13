"""Opening: from bytes, a file or a text to documents, whatever the material is like."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import replace
from pathlib import Path

from servanda.problems import Outcome, Problem
from servanda.record import Document, Passage
from servanda.sources import formats
from servanda.sources.encoding import decode
from servanda.sources.header import Header, header
from servanda.sources.options import DEFAULT_LIMITS, NOTHING_GIVEN, Given, Limits
from servanda.sources.paragraphs import paragraphs
from servanda.sources.parsed import Parsed, Refused
from servanda.sources.passages import main_language, passages
from servanda.sources.statistics import MEDIA_TYPES as STATISTICS
from servanda.sources.statistics import SDMX_ML
from servanda.values import Span

_PARSED_APART = frozenset({formats.HTML, formats.PDF, formats.WORD, formats.MAIL, SDMX_ML})
#: Formats in which every line is a row or a heading, so that an open end means nothing.
_LOOSE = frozenset({"text/csv", "text/tab-separated-values", "text/markdown", *STATISTICS})
#: A letter in a letter in a letter: deeper ones are reported, not read.
_DEPTH = 3
#: A sentence's end, perhaps with an agency's closing sign ("-0-") after it.
_CLOSED = re.compile(r"[.!?:;\u2026\u3002]\W*+\d{0,2}+\W*+$|[\"'\u201d\u2019\u00bb)\]*]$")
#: Signs of a row, an address or a signature, which end as they like.
_ROW_OR_ADDRESS = ("\t", "|", "@", "://", "www.")
_UNFINISHED = 40
_ISO_IN_NAME = re.compile(r"(?<![0-9A-Za-z])((?:19|20)\d\d)([-_.])(\d\d)\2(\d\d)(?![0-9A-Za-z])")

Documents = Outcome[tuple[Document, ...]]


def open_bytes(data: bytes, name: str, *, given: Given = NOTHING_GIVEN, limits: Limits = DEFAULT_LIMITS) -> Documents:
    """Read a file's bytes, the attachments of a letter as further documents; problems are told, never raised."""
    return _open(data, name, given, limits, _DEPTH)


def open_path(
    path: Path | str, *, name: str | None = None, given: Given = NOTHING_GIVEN, limits: Limits = DEFAULT_LIMITS
) -> Documents:
    """Read one file, under its own name unless another is given; problems are told, never raised."""
    path = Path(path)
    name = path.name if name is None else name
    try:
        with path.open("rb") as file:
            data = file.read(limits.bytes + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        return _nothing(name, "unreadable", f"cannot be opened ({reason}): check the path and its permissions")
    return open_bytes(data, name, given=given, limits=limits)


def open_text(
    text: str, name: str = "text", *, given: Given = NOTHING_GIVEN, limits: Limits = DEFAULT_LIMITS
) -> Documents:
    """Read a text as it stands; offsets count from its first character."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _document(Parsed(text=text), name, digest, given, limits)


def _open(data: bytes, name: str, given: Given, limits: Limits, depth: int) -> Documents:
    if len(data) > limits.bytes:
        return _nothing(name, "too-large", f"more than {limits.bytes} bytes: raise the byte limit or split the file")
    try:
        parsed = _parse(data, formats.sniff(data, name), limits)
    except Refused as refused:
        return _nothing(name, refused.code, refused.message)
    digest = hashlib.sha256(data).hexdigest()
    if parsed.body is not None:
        parsed = _with_body(parsed, limits)
    opened = _document(parsed, name, digest, given, limits)
    return _with_attachments(opened, parsed, name, given, limits, depth) if parsed.attachments else opened


def _parse(data: bytes, media_type: str, limits: Limits) -> Parsed:
    if media_type in _PARSED_APART:
        from servanda.sources.worker import parse

        return parse(media_type, data, limits)
    advice = formats.refusal(data)
    if advice:
        raise Refused("unknown-format", f"this is {advice}")
    decoded = decode(data)
    if decoded is None:
        raise Refused("unknown-format", "neither text nor a known format: save it as DOCX, PDF or plain text")
    return Parsed(text=decoded.text, media_type=media_type, problems=decoded.problems)


def _with_body(letter: Parsed, limits: Limits) -> Parsed:
    """A letter whose text is a page: the page's text with the letter's own date, sender and subject."""
    try:
        page = _parse(letter.body or b"", formats.HTML, limits)
    except Refused as refused:
        return replace(letter, problems=(*letter.problems, (refused.code, f"body: {refused.message}")))
    return replace(letter, text=page.text, problems=(*letter.problems, *page.problems))


def _with_attachments(
    opened: Documents, letter: Parsed, name: str, given: Given, limits: Limits, depth: int
) -> Documents:
    """The letter's own document and those of its attachments; a letter that only carries attachments is no fault."""
    documents, problems = list(opened.result), list(opened.problems)
    problems = [problem for problem in problems if problem.code != "empty"]
    for attachment in letter.attachments:
        inner = f"{name}#{attachment.name}"
        if depth == 0:
            problems.append(
                Problem(code="too-large", message="letters nested too deep: open it by itself", source=inner)
            )
            continue
        found = _open(attachment.data, inner, given, limits, depth - 1)
        documents += found.result
        problems += found.problems
    return Outcome(tuple(documents), tuple(problems))


def _document(parsed: Parsed, name: str, digest: str, given: Given, limits: Limits) -> Documents:
    text = parsed.text
    problems = [Problem(code=code, message=message, source=name) for code, message in parsed.problems]
    if not text or text.isspace():
        problems.append(Problem(code="empty", message="holds no text: fetch it again or leave it out", source=name))
        return Outcome((), tuple(problems))
    if len(text) > limits.characters:
        message = f"{len(text)} characters, {limits.characters} are allowed: raise the limit or split the file"
        return Outcome((), (*problems, Problem(code="too-large", message=message, source=name)))
    head = header(text)
    published, rule = _published(parsed, head, name, given)
    spans = paragraphs(text) if parsed.paragraphs is None else tuple(Span(*span) for span in parsed.paragraphs)
    found = (Passage(Span(0, len(text)), given.language),) if given.language else passages(text, spans)
    document = Document(
        name=name,
        text=text,
        sha256=digest,
        media_type=parsed.media_type,
        language=given.language or main_language(text, found),
        passages=found,
        published=published,
        published_rule=rule,
        outlet=given.outlet or head.outlet or parsed.outlet,
        title=parsed.title,
        url=given.url or parsed.url,
        paragraphs=spans,
    )
    problems += _doubts(document, parsed, head, given)
    return Outcome((document,), tuple(problems))


def _published(parsed: Parsed, head: Header, name: str, given: Given) -> tuple[dt.date | None, str | None]:
    """The day of publication and where it stands: told, in the text's header, declared by the format, in the name.

    The day on which a program saved the file comes last: files are saved again long after they were published.
    """
    if given.published:
        return given.published, "given"
    if head.published:
        return head.published, f"text header: '{head.words}'"
    if parsed.dated:
        return parsed.dated, parsed.dated_by
    named = _day_in_name(name)
    if named:
        return named[0], f"file name: '{named[1]}'"
    return parsed.saved, parsed.saved_by


def _day_in_name(name: str) -> tuple[dt.date, str] | None:
    for match in reversed(
        list(_ISO_IN_NAME.finditer(name))
    ):  # the last: an attachment's own name, the file in a folder
        try:
            return dt.date(int(match[1]), int(match[3]), int(match[4])), match[0]
        except ValueError:
            continue
    return None


def _doubts(document: Document, parsed: Parsed, head: Header, given: Given) -> list[Problem]:
    """What is doubtful about a document that was read."""
    found: list[Problem] = []
    if document.published is None:
        message = "no publication date found: dates without a year may stay open; tell it by option"
        found.append(Problem(code="no-date", message=message, source=document.name))
    if not given.published and (conflict := _conflict(parsed, head)):
        message = f"{conflict}; {document.published} was taken: tell the right day by option"
        found.append(Problem(code="date-conflict", message=message, source=document.name))
    if document.media_type not in _LOOSE and document.paragraphs and (problem := _cut_off(document)):
        found.append(problem)
    return found


def _conflict(parsed: Parsed, head: Header) -> str | None:
    """Two statements of the day of publication more than a time zone apart."""
    if head.other:
        return f"the text is dated '{head.words}' and '{head.other}'"
    if head.published and parsed.dated and abs((head.published - parsed.dated).days) > 1:
        return f"the text is dated '{head.words}', {parsed.dated_by} says {parsed.dated}"
    return None


def _cut_off(document: Document) -> Problem | None:
    start, end = document.paragraphs[-1]
    last = document.text[max(start, end - 200) : end]
    if end - start <= _UNFINISHED or _CLOSED.search(last[-20:]) or any(sign in last for sign in _ROW_OR_ADDRESS):
        return None
    message = f"ends in the middle of a sentence (\u201c\u2026{last[-30:].strip()}\u201d): check that the copy is whole"
    return Problem(code="cut-off", message=message, source=document.name, start=start, end=end)


def _nothing(name: str, code: str, message: str) -> Documents:
    return Outcome((), (Problem(code=code, message=message, source=name),))
