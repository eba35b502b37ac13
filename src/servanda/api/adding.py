"""Adding: files, texts and addresses, each signed by who adds it, read by the same guarded parsers as everywhere."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any, Final
from urllib.parse import urlsplit

import msgspec
from fastapi import APIRouter, File, Form, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from servanda.accounts import Caller
from servanda.api import shapes
from servanda.api.answering import told
from servanda.api.asking import Day
from servanda.api.facts import ledger_of
from servanda.api.gate import Editor
from servanda.api.options import Options
from servanda.api.refusals import RefusedError, described
from servanda.ledger import Given, Signed, fetched_page

if TYPE_CHECKING:
    from servanda.ledger import Added, Ledger

router = APIRouter(tags=["writing"])
_MADE: Final = described(413)


@router.post("/documents", status_code=201, response_model=list[shapes.Taken], responses=_MADE)
def upload(
    request: Request,
    caller: Editor,
    file: Annotated[list[UploadFile], File(description="The files, in any format that Servanda reads.")],
    published: Annotated[Day | None, Form(description="When they were published; wins over what they say.")] = None,
    language: Annotated[str | None, Form(pattern="^[a-z]{2}$")] = None,
    outlet: Annotated[str | None, Form(max_length=200)] = None,
    url: Annotated[str | None, Form(max_length=2000)] = None,
    circle: Annotated[str | None, Form(max_length=64, description="A group: they are under embargo for it.")] = None,
    until: Annotated[Day | None, Form(description="The day from which the embargo ends by itself.")] = None,
) -> Response:  # fmt: skip
    """Add files: each is taken in by itself, and one that cannot be read is told and stops no other."""
    options = _options(request)
    if len(file) > options.files:
        raise RefusedError(413, f"{len(file)} files, {options.files} at once are allowed")
    known = shapes.Told(published=published, language=language, outlet=outlet, url=url, circle=circle, until=until)
    signed, given = signed_by(caller, known), given_of(known)
    taken = []
    for one in file:
        data = one.file.read(options.limits.bytes + 1)
        taken.append(_taken(request, data, name=named(one.filename), signed=signed, given=given))
    return told(request, taken, status=201)


@router.post(
    "/documents/text",
    status_code=201,
    response_model=shapes.Taken,
    responses=_MADE,
)
def paste(request: Request, caller: Editor, pasted: shapes.Pasted) -> Response:
    """Add a text as it stands."""
    data = pasted.text.encode("utf-8", "surrogatepass")
    taken = _taken(request, data, name=named(pasted.name), signed=signed_by(caller, pasted), given=given_of(pasted))
    return told(request, taken, status=201)


@router.post("/documents/address", status_code=201, response_model=shapes.Taken, responses=_MADE)
def fetch(request: Request, caller: Editor, addressed: shapes.Addressed) -> Response:
    """Add what lies at an address: only where the administrator allows it, and never from within the server's own network by default."""
    options = _options(request)
    return told(request, fetched(ledger_of(request), options, caller, addressed), status=201)


def fetched(ledger: Ledger, options: Options, caller: Caller, addressed: shapes.Addressed) -> dict[str, Any]:
    """Take in what lies at an address; RefusedError where nothing is fetched."""
    if not options.fetch:
        raise RefusedError(403, "this server fetches nothing: save the page and add the file")
    signed = signed_by(caller, addressed)
    data = fetched_page(addressed.address, allow_private=options.fetch_private, limits=options.limits)
    name = named(PurePosixPath(urlsplit(addressed.address).path).name or "page.html")
    known = addressed.model_copy(update={"url": addressed.url or addressed.address})
    return taken(ledger, options, data, name=name, signed=signed, given=given_of(known))


def _options(request: Request) -> Options:
    found: Options = request.app.state.options
    return found


def signed_by(caller: Caller, known: shapes.Told) -> Signed:
    """Who adds it, and for whom it is under embargo; RefusedError where that group is not the caller's."""
    assert caller.name is not None
    if known.until is not None and known.circle is None:
        raise RefusedError(422, "an embargo has a group: tell the circle")
    if known.circle is not None:
        belonging(caller, known.circle)
    return Signed(by=caller.name, circle=known.circle, until=known.until)


def belonging(caller: Caller, circle: str) -> None:
    """Raise RefusedError where the caller does not belong to a group."""
    if circle not in caller.circles:
        raise RefusedError(403, f"you do not belong to the group {circle[:64]!r}")


def given_of(known: shapes.Told) -> Given:
    """What is told of a source, as the reader takes it."""
    return Given(published=known.published, language=known.language, outlet=known.outlet, url=known.url)


def named(name: str | None) -> str:
    """A file's own name, with no folder before it and nothing in it that steers."""
    own = PurePosixPath((name or "").replace("\\", "/")).name
    shown = "".join(letter if letter.isprintable() else "_" for letter in own).strip(". ")
    return shown[:200] or "file"


def _taken(request: Request, data: bytes, **told: Any) -> dict[str, Any]:
    return taken(ledger_of(request), _options(request), data, **told)


def taken(ledger: Ledger, options: Options, data: bytes, **told: Any) -> dict[str, Any]:
    """Take in one source under a ``name``, ``signed`` and with what is ``given``; what came of it, as the API tells it."""
    done: Added = ledger.take(data, limits=options.limits, **told)
    return {
        "name": told["name"],
        "state": done.state,
        "documents": [one.document for one in done.readings],
        "claims": sum(len(one.claims) for one in done.readings),
        "problems": [msgspec.to_builtins(one) for one in done.problems],
    }
