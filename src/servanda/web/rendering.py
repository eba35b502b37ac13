"""Templates into pages: one environment a language, everything escaped, nothing undefined."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args
from urllib.parse import quote, urlencode

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from servanda.accounts import ANYBODY, RIGHTS, Caller
from servanda.accounts.door import Door
from servanda.publish.answers import Followed
from servanda.record import CommitmentStatus
from servanda.web import drawing
from servanda.web.assets import Assets
from servanda.web.catalogues import SOURCE, languages, preferred
from servanda.web.correcting import correctable
from servanda.web.reading import lit
from servanda.web.terms import ACTS, tone
from servanda.web.wording import Wording

LANGUAGE_COOKIE: Final = "language"
_JUDGEMENT: Final = re.compile(r"[0-9a-f]{20}\Z")
_YEAR: Final = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader is: what the masthead, the controls and the links of every page need to know."""

    path: str
    query: tuple[tuple[str, str], ...]
    language: str
    as_of: str | None
    today: str
    scope: str | None = None

    def link(self, path: str, **changes: Any) -> str:
        """The address of another page, of the same scope and as of the same day."""
        return _address(path, {"scope": self.scope, "as_of": self.as_of, **changes})

    def thing(self, address: str, fragment: str = "") -> str:
        """The permalink of a thing of the record, a document or a claim, as of the same day."""
        told = _address(f"/{address}", {"as_of": self.as_of})
        return f"{told}#{quote(fragment)}" if fragment else told

    def overview(self, scope: str | None) -> str:
        """The first page of a scope, or of the whole record."""
        return _address(f"/scope/{scope}" if scope else "/", {"as_of": self.as_of})

    def here(self, **changes: Any) -> str:
        """This very page with some of what is asked for changed; None takes it away."""
        return _address(self.path, {**dict(self.query), **changes})

    def asked(self, name: str) -> str:
        """What is asked for under a name; empty where nothing is."""
        return dict(self.query).get(name, "")

    def others(self, *names: str) -> list[tuple[str, str]]:
        """What is asked for beside these: a form hands it on in hidden fields."""
        return [(name, value) for name, value in self.query if name not in names]


def _address(path: str, asked: Mapping[str, Any]) -> str:
    told = {name: value for name, value in asked.items() if value not in (None, "", False)}
    return quote(path, safe="/%:@~") + (f"?{urlencode(told, doseq=True)}" if told else "")


class Rendering:
    """All templates in all languages of the interface."""

    def __init__(self, assets: Assets) -> None:
        self._loader = jinja2.PackageLoader("servanda.web")
        self._environments = {
            language: self._environment(Wording(language, catalogue), assets)
            for language, catalogue in languages().items()
        }

    def _environment(self, words: Wording, assets: Assets) -> jinja2.Environment:
        found = jinja2.Environment(
            loader=self._loader,
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            extensions=["jinja2.ext.i18n"],
        )
        found.install_gettext_translations(words.catalogue, newstyle=True)  # type: ignore[attr-defined]
        found.filters |= {name: getattr(words, name) for name in _FILTERS}
        found.filters |= _PLAIN
        found.tests["single"] = lambda listed: len(listed) == 1
        found.globals |= {"asset": assets.address, "languages": tuple(languages()), "draw": drawing, "words": words}
        return found

    def page(
        self, request: Request, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
    ) -> Response:
        """A page as an answer, in the reader's language; a language asked for in the address is kept in a cookie."""
        place = placed(request, scope=(context or {}).get("scope"))
        told = {"here": place, "decided": _decided(place), **_asking(request), **(context or {})}
        text = self._environments[place.language].get_template(template).render(told)
        answer = HTMLResponse(
            text, status, headers={"Cache-Control": "private, no-cache", "Vary": "Cookie, Accept-Language"}
        )
        if request.query_params.get("lang") == place.language:
            answer.set_cookie(LANGUAGE_COOKIE, place.language, max_age=_YEAR, samesite="lax", httponly=True)
        return answer


_FILTERS: Final = (
    "act", "country", "day", "facet", "months", "named", "number", "pair", "scope", "short", "term", "tongue", "when",
)  # fmt: skip


def plainly(value: Any) -> str:
    """A field of a claim as one would write it: lists with commas, the parts of what has parts by name."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {plainly(one)}" for name, one in value.items() if one is not None)
    return ", ".join(map(plainly, value)) if isinstance(value, list | tuple) else str(value)


def capital(text: str) -> str:
    """A line with a capital letter at its head, and nothing else changed."""
    return text[:1].upper() + text[1:]


def is_web(address: str) -> bool:
    """Whether an address may be followed: anything else that a source tells stays text."""
    return address.startswith(("https://", "http://"))


def board(lines: Iterable[Followed]) -> list[tuple[str, list[Followed]]]:
    """Undertakings by how far they came, as columns of a board."""
    ranks: tuple[str, ...] = get_args(CommitmentStatus)
    columns: dict[str, list[Followed]] = {}
    for line in sorted(lines, key=lambda one: ranks.index(one.status) if one.status in ranks else len(ranks)):
        columns.setdefault(line.status, []).append(line)
    return list(columns.items())


_PLAIN: Final = {
    "tone": tone,
    "capital": capital,
    "correctable": correctable,
    "plainly": plainly,
    "board": board,
    "lit": lit,
    "is_web": is_web,
}


@dataclass(frozen=True, slots=True)
class Decided:
    """A judgement that was just recorded: its kind and id."""

    kind: str
    id: str


def _decided(place: Place) -> Decided | None:
    """What the page before this one recorded, as its address tells."""
    kind, _, id_ = place.asked("decided").partition(".")
    return Decided(kind, id_) if kind in ACTS and _JUDGEMENT.match(id_) else None


def _asking(request: Request) -> dict[str, Any]:
    """Who asks, what that caller may, and what the forms of a page must send back."""
    caller: Caller = getattr(request.state, "caller", ANYBODY)
    door: Door = request.app.state.door
    may = {right: caller.may(right) for right in RIGHTS}
    return {"caller": caller, "may": may, "form_token": door.form_token(request, caller)}


def placed(request: Request, *, scope: str | None = None) -> Place:
    """Where the reader of a request is; ``scope`` is the page's own where the address does not tell it."""
    asked = request.query_params
    query = tuple((name, value) for name, value in asked.multi_items() if name != "lang" and value)
    return Place(
        path=request.url.path,
        query=query,
        language=_language(request),
        as_of=asked.get("as_of") or None,
        today=dt.date.today().isoformat(),
        scope=scope or asked.get("scope") or None,
    )


def _language(request: Request) -> str:
    for wish in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if wish and wish in languages():
            return wish
    header = request.headers.get("accept-language")
    return preferred(header) if header else SOURCE
