"""The desk: signing in and out, adding reports, reviewing what is doubtful, and deciding; every write shows that the form is our own."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, get_args

import msgspec
from fastapi import APIRouter, Depends, Form
from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from servanda.accounts import Caller, Right
from servanda.accounts.door import FIELD, Door
from servanda.api import adding, shapes
from servanda.api.deciding import places
from servanda.api.refusals import RefusedError
from servanda.problems import AccessError, ServandaError, UsageError
from servanda.record import JudgementKind
from servanda.web.asking import Asked
from servanda.web.correcting import change
from servanda.web.pages import of_scope

router = APIRouter(include_in_schema=False)
_KNOWN: Final = ("published", "outlet", "url", "circle")
_HERE: Final = re.compile(r"/(?![/\\])[^\s\\]*\Z")


async def _form(request: Request) -> FormData:
    return await request.form(max_files=request.app.state.settings.writing.files)


Filled = Annotated[FormData, Depends(_form)]


def _door(request: Request) -> Door:
    door: Door = request.app.state.door
    return door


def _admitted(request: Request, right: Right, form: FormData | None = None) -> Caller:
    """The caller, who may; with a form, one that is our own."""
    caller: Caller = request.state.caller.admit(right)
    if form is not None:
        _door(request).check_form(request, caller, _text(form, FIELD))
    return caller


def _text(form: FormData, name: str) -> str:
    told = form.get(name)
    return told.strip() if isinstance(told, str) else ""


def _onward(told: str) -> str:
    """A path of ours to go on to; the first page where it is none."""
    return told if _HERE.match(told) else "/"


@router.get("/login")
def signing(request: Request) -> Response:
    """The form to sign in with."""
    return _signing(request, _onward(request.query_params.get("next", "/")))


def _signing(request: Request, onward: str, *, error: AccessError | None = None) -> Response:
    door = _door(request)
    token = door.form_token(request, request.state.caller)
    told = {"next": onward, "message": str(error) if error else None, FIELD: token}
    status = (429 if error.wait else 401) if error else 200
    answer: Response = request.app.state.rendering.page(request, "login.html", told, status=status)
    if error and error.wait:
        answer.headers["Retry-After"] = str(error.wait)
    if request.state.caller.form is None:
        door.remember_form(request, answer, token)
    return answer


@router.post("/login")
def sign_in(
    request: Request,
    name: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=1000)],
    form_token: Annotated[str, Form(max_length=200)] = "",
    onward: Annotated[str, Form(alias="next", max_length=2000)] = "/",
) -> Response:
    """Sign a browser in."""
    door = _door(request)
    door.check_form(request, request.state.caller, form_token)
    answer = RedirectResponse(_onward(onward), 303)
    try:
        door.sign_in(request, answer, name, password)
    except AccessError as error:
        return _signing(request, _onward(onward), error=error)
    return answer


@router.post("/logout")
def sign_out(request: Request, form: Filled) -> Response:
    """Sign a browser out."""
    _door(request).check_form(request, request.state.caller, _text(form, FIELD))
    answer = RedirectResponse("/", 303)
    _door(request).sign_out(request, answer)
    return answer


@router.get("/add")
def add(request: Request) -> Response:
    """The form to add a report with."""
    return _adding(request, _admitted(request, "edit"))


def _adding(request: Request, caller: Caller, *, message: str | None = None, **told: Any) -> Response:
    options = request.app.state.settings.writing
    context = {
        "message": message,
        "told": {},
        "taken": (),
        "groups": caller.circles,
        "may_fetch": options.fetch,
        **told,
    }
    status = 400 if message else 200
    answer: Response = request.app.state.rendering.page(request, "add.html", context, status=status)
    return answer


@router.post("/add")
def take_in(request: Request, form: Filled) -> Response:
    """Take in what the form holds: a text, files, or what lies at an address."""
    caller = _admitted(request, "edit", form)
    told = {name: _text(form, name) for name in ("text", "name", "address", *_KNOWN)}
    try:
        taken = _taken(request, caller, form, told)
    except (RefusedError, ServandaError) as error:
        return _adding(request, caller, message=str(error), told=told)
    except ValidationError as error:
        wrong = error.errors()[0]
        return _adding(request, caller, message=f"{wrong['loc'][-1]}: {wrong['msg']}", told=told)
    return _adding(request, caller, taken=taken)


def _taken(request: Request, caller: Caller, form: FormData, told: dict[str, str]) -> list[dict[str, Any]]:
    ledger, options = request.app.state.ledger, request.app.state.settings.writing
    known = {name: told[name] for name in _KNOWN if told[name]}
    if told["address"]:
        return [
            adding.fetched(
                ledger, options, caller, shapes.Addressed.model_validate({**known, "address": told["address"]})
            )
        ]
    facts = shapes.Told.model_validate(known)
    rest = {"signed": adding.signed_by(caller, facts), "given": adding.given_of(facts)}
    files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    sources = [(adding.named(one.filename), one.file.read(options.limits.bytes + 1)) for one in files]
    if told["text"]:
        sources.append((adding.named(told["name"] or "pasted.txt"), told["text"].encode("utf-8", "surrogatepass")))
    if not sources:
        raise UsageError("there is nothing to read yet: paste a text, choose files or give an address")
    return [adding.taken(ledger, options, data, name=name, **rest) for name, data in sources]


@router.get("/review")
@of_scope
def review(asked: Asked, scope: str) -> Response:
    """What waits for a person."""
    asked.admit("desk")
    return asked.page("review.html", doubts=asked.shelf.review(scope, asked.choice, **asked.turned))


@router.post("/decide")
def decide(request: Request, form: Filled) -> Response:
    """Record a judgement, and go back to where it was made."""
    caller = _admitted(request, "edit", form)
    assert caller.name is not None
    kind, subject = _text(form, "kind"), _text(form, "subject")
    if kind not in get_args(JudgementKind):
        raise RefusedError(400, "choose what to record")
    ledger, told = request.app.state.ledger, {}
    if kind == "correct":
        fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
        told["change"] = msgspec.json.encode(change(ledger.explain(subject).stated.claim, fields)).decode()
    try:
        made = ledger.decide(
            kind,
            subject,
            (_text(form, "object") or None) if kind in ("same", "different") else None,
            by=caller.name,
            reason=_text(form, "reason"),
            within=places(ledger, request.app.state.shelf, kind, subject),
            **told,
        )
    except UsageError as error:
        raise RefusedError(400, str(error)) from None
    onward, _, line = _onward(_text(form, "next")).partition("#")
    joint = "&" if "?" in onward else "?"
    return RedirectResponse(f"{onward}{joint}decided={kind}.{made.id}{f'#{line}' if line else ''}", 303)
