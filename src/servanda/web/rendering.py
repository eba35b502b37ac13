"""Templates into pages: one environment a language, everything escaped, nothing undefined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from servanda.web import wording
from servanda.web.assets import Assets
from servanda.web.catalogues import SOURCE, languages, preferred
from servanda.web.drawing import chains, figures
from servanda.web.wording import Wording

LANGUAGE_COOKIE: Final = "language"
_YEAR: Final = 365 * 24 * 3600
_KEPT: Final = ("as_of",)  # what links carry on from page to page


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader is: what the masthead, the controls and the links of every page need to know."""

    path: str
    query: tuple[tuple[str, str], ...]
    language: str
    as_of: str | None
    today: str

    def link(self, path: str, **changes: Any) -> str:
        """The address of another page, as of the same day."""
        kept = {name: value for name, value in self.query if name in _KEPT}
        return _address(path, {**kept, **changes})

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
        found.filters["flag"] = wording.flag
        found.globals |= {"asset": assets.address, "languages": tuple(languages()), "draw": _DRAWN, "words": words}
        return found

    def page(
        self, request: Request, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
    ) -> Response:
        """A page as an answer, in the reader's language; a language asked for in the address is kept in a cookie."""
        place = placed(request)
        told = {"here": place, "user": getattr(request.state, "user", None), "form_token": "", **(context or {})}
        text = self._environments[place.language].get_template(template).render(told)
        answer = HTMLResponse(
            text, status, headers={"Cache-Control": "private, no-cache", "Vary": "Cookie, Accept-Language"}
        )
        if request.query_params.get("lang") == place.language:
            answer.set_cookie(LANGUAGE_COOKIE, place.language, max_age=_YEAR, samesite="lax", httponly=True)
        return answer


_FILTERS: Final = ("term", "day", "when", "country", "pair", "number", "short", "named")
_DRAWN: Final = {"figures": figures, "chain": chains}


def placed(request: Request) -> Place:
    """Where the reader of a request is."""
    asked = request.query_params
    query = tuple((name, value) for name, value in asked.multi_items() if name != "lang" and value)
    return Place(
        path=request.url.path,
        query=query,
        language=_language(request),
        as_of=asked.get("as_of") or None,
        today=dt.date.today().isoformat(),
    )


def _language(request: Request) -> str:
    for wish in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if wish and wish in languages():
            return wish
    header = request.headers.get("accept-language")
    return preferred(header) if header else SOURCE
