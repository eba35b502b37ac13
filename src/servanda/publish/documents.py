"""A document in full: its text with the claims in it, where it comes from, where else it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from servanda.publish.answers import ClaimLine, DocumentLine, DocumentPage

if TYPE_CHECKING:
    from servanda.ledger import Kept
    from servanda.record import Document


def document_line(kept: Kept, text: Document, claims: int) -> DocumentLine:
    """A document in a list, from the ledger alone."""
    return DocumentLine(
        document=kept.id,
        name=kept.name,
        title=kept.title,
        outlet=kept.outlet,
        language=kept.language,
        published=text.published,
        said=text.published,
        learned=kept.learned,
        claims=claims,
        url=text.url,
    )


def document_page(
    kept: Kept,
    text: Document,
    claims: tuple[ClaimLine, ...],
    release: Sequence[DocumentLine],
    scopes: tuple[str, ...],
    *,
    problems: tuple[tuple[str, str], ...],
) -> DocumentPage:
    """The page of a document; ``release`` are the documents of the same release, the first one first, itself among them."""
    own = next((line for line in release if line.document == kept.id), None)
    others = tuple(line for line in release if line.document != kept.id)
    return DocumentPage(
        line=own or document_line(kept, text, len(claims)),
        text=text.text,
        paragraphs=tuple((p.start, p.end) for p in text.paragraphs),
        passages=tuple((p.span.start, p.span.end, p.language) for p in text.passages),
        claims=claims,
        sha256=text.sha256,
        media_type=kept.media_type,
        published_rule=text.published_rule,
        reader=kept.reader,
        names=kept.names,
        scopes=scopes,
        origin=release[0] if release and release[0].document != kept.id else None,
        copies=others,
        problems=problems,
    )
