"""Fetching a file of statistics from an address that somebody names; nothing else in Servanda goes to the network."""

from __future__ import annotations

import http.client
import ipaddress
import socket
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

    def __init__(self, *, allow_private: bool) -> None:
        self.allow_private = allow_private

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        if urllib.parse.urlsplit(newurl).scheme not in _SCHEMES:
            raise urllib.error.URLError(f"redirected to {newurl}")
        _public(urllib.parse.urlsplit(newurl), allow_private=self.allow_private)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _shown(parts: urllib.parse.SplitResult) -> str:
    """An address without the name and password that may stand in it."""
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _public(parts: urllib.parse.SplitResult, *, allow_private: bool) -> None:
    """Refuse addresses that lead into one's own network: what is fetched there was meant for nobody outside."""
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 0, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        raise SourceError("unreadable", f"{_shown(parts)} cannot be had ({error}): look at the address") from None
    private = [str(told[0]) for *_, told in found if not ipaddress.ip_address(told[0]).is_global]
    if private and not allow_private:
        raise SourceError(
            "unreadable", f"{_shown(parts)} leads to {private[0]}, within a private network: save the file and add it"
        )


def fetch(url: str, *, limits: Limits = DEFAULT_LIMITS, allow_private: bool = False) -> bytes:
    """The bytes of a file of statistics at a web address; one within a private network only where that is allowed.

    Raises UsageError for what is no web address, SourceError when it cannot be had, is too large or is no file of statistics.
    """
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise UsageError(f"{url!r} is no web address: begin it with https://")
    _public(parts, allow_private=allow_private)
    request = urllib.request.Request(url, headers={"Accept": _ACCEPTED, "User-Agent": "servanda"})  # noqa: S310 - see above
    try:
        with urllib.request.build_opener(_SameKind(allow_private=allow_private)).open(
            request, timeout=limits.seconds
        ) as answer:
            data: bytes = answer.read(limits.bytes + 1)
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise SourceError("unreadable", f"{_shown(parts)} cannot be had ({error}): try it in a browser") from None
    if len(data) > limits.bytes:
        raise SourceError("too-large", f"{url} is more than {limits.bytes} bytes: ask for less of it")
    if sniffed(data) is None:
        raise SourceError(
            "unknown-format", f"{url} is no file of statistics that is known here; see docs/statistics.md"
        )
    return data
