"""E-mail: the letter's text, its date and sender, and what is attached to it."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from servanda.sources.encoding import decode
from servanda.sources.options import Limits
from servanda.sources.parsed import Attachment, Parsed, Refused

#: A letter with more attachments is a mailing list digest or an attack.
_ATTACHMENTS = 200


def parse(data: bytes, limits: Limits) -> Parsed:
    """The body of a letter (plain text before HTML) and its attachments; pictures shown inside it are left out."""
    try:
        # The old policy: the new one parses every header by recursion and raises on broken ones.
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = [part for part in message.walk() if not part.is_multipart()]
    except Exception as error:  # the parser raises LookupError, RecursionError and others on broken letters
        raise Refused("unreadable", f"the letter is broken ({type(error).__name__}): export it again") from None
    plain = _first(parts, "text/plain")
    page = _first(parts, "text/html") if plain is None else None
    text, problems = _text(plain) if plain is not None else ("", ())
    day = _day(message)
    return Parsed(
        text=text,
        media_type="message/rfc822",
        title=_field(message, "Subject"),
        outlet=_sender(message),
        dated=day,
        dated_by="mail header" if day else None,
        problems=problems,
        body=_payload(page) if page is not None else None,
        attachments=tuple(_attachments([part for part in parts if part is not plain and part is not page])),
    )


def _first(parts: list[Message], kind: str) -> Message | None:
    for part in parts:
        if (
            part.get_content_type() == kind
            and part.get_content_disposition() != "attachment"
            and _payload(part).strip()
        ):
            return part
    return None


def _payload(part: Message) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except Exception:  # an unknown transfer encoding or charset leaves nothing to read
        return b""
    return found if isinstance(found, bytes) else b""


def _text(part: Message) -> tuple[str, tuple[tuple[str, str], ...]]:
    declared = part.get_param("charset")
    decoded = decode(_payload(part), declared if isinstance(declared, str) else None)
    if decoded is None:
        raise Refused("unreadable", "the body of the letter is no text in any known encoding: export it again")
    return decoded.text, decoded.problems


def _attachments(parts: list[Message]) -> list[Attachment]:
    found = []
    for number, part in enumerate(parts[:_ATTACHMENTS], 1):
        kind, named = part.get_content_type(), part.get_filename()
        shown = kind.startswith("image/") and part.get_content_disposition() != "attachment"
        alternative = kind == "text/html" and named is None  # the same letter a second time
        payload = _payload(part)
        if payload and not shown and not alternative:
            found.append(Attachment(name=_plain(named) or f"part{number}", data=payload))
    return found


def _field(message: Message, name: str) -> str | None:
    value = message.get(name)
    return _plain(str(value)) if value is not None else None


def _plain(value: str | None) -> str | None:
    """A header value with its encoded words decoded, on one line."""
    if not value:
        return None
    try:
        value = str(make_header(decode_header(value)))
    except Exception:  # a broken encoded word is shown as it stands
        value = str(value)
    return " ".join(value.encode("utf-8", "replace").decode().split()) or None


def _sender(message: Message) -> str | None:
    value = message.get("From")
    if value is None:
        return None
    name, address = parseaddr(str(value))
    return _plain(name) or address.rpartition("@")[2] or None


def _day(message: Message) -> dt.date | None:
    """The day of the letter in the sender's own time zone."""
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
