"""Fetching a file of statistics from an address that somebody names; nothing else in Servanda goes to the network."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Final

from servanda.problems import SourceError, UsageError
from servanda.sources.options import DEFAULT_LIMITS, Limits
from servanda.sources.statistics import sniffed

_SCHEMES: Final = frozenset({"http", "https"})
#: What is asked for, the likeliest first: SDMX services answer in the first that they know.
_ACCEPTED: Final = (
    "application/vnd.sdmx.data+csv, application/json;q=0.9, text/csv;q=0.8, application/xml;q=0.7, */*;q=0.5"
)


class _SameKind(urllib.request.HTTPRedirectHandler):
    """Follows a redirection to another web address and to nothing else."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        if urllib.parse.urlsplit(newurl).scheme not in _SCHEMES:
            raise urllib.error.URLError(f"redirected to {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(url: str, *, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The bytes of a file of statistics at a web address.

    Raises UsageError for what is no web address, SourceError when it cannot be had, is too large or is no file of statistics.
    """
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise UsageError(f"{url!r} is no web address: begin it with https://")
    request = urllib.request.Request(url, headers={"Accept": _ACCEPTED, "User-Agent": "servanda"})  # noqa: S310 - see above
    try:
        with urllib.request.build_opener(_SameKind).open(request, timeout=limits.seconds) as answer:
            data: bytes = answer.read(limits.bytes + 1)
    except (OSError, ValueError) as error:
        raise SourceError("unreadable", f"{url} cannot be had ({error}): try it in a browser") from None
    if len(data) > limits.bytes:
        raise SourceError("too-large", f"{url} is more than {limits.bytes} bytes: ask for less of it")
    if sniffed(data) is None:
        raise SourceError(
            "unknown-format", f"{url} is no file of statistics that is known here; see docs/statistics.md"
        )
    return data
