"""Fetching a file from an address that somebody names; nothing else in Servanda goes to the network."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from functools import partial
from typing import Any, Final

from servanda.problems import SourceError, UsageError
from servanda.sources.options import DEFAULT_LIMITS, Limits
from servanda.sources.statistics import sniffed

_SCHEMES: Final = frozenset({"http", "https"})
#: What is asked for, the likeliest first: SDMX services answer in the first that they know.
_ACCEPTED: Final = (
    "application/vnd.sdmx.data+csv, application/json;q=0.9, text/csv;q=0.8, application/xml;q=0.7, */*;q=0.5"
)
_PIECE: Final = 65_536


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
    data = fetch_any(url, accept=_ACCEPTED, limits=limits, allow_private=allow_private)
    if sniffed(data) is None:
        raise SourceError(
            "unknown-format", f"{url} is no file of statistics that is known here; see docs/statistics.md"
        )
    return data


def fetch_any(url: str, *, accept: str = "*/*", limits: Limits = DEFAULT_LIMITS, allow_private: bool = False) -> bytes:
    """The bytes of whatever lies at a web address; within a private network only where that is allowed.

    Raises UsageError for what is no web address, SourceError when it cannot be had, is too large or comes too slowly.
    """
    try:
        parts = urllib.parse.urlsplit(url)
        asked = parts.scheme in _SCHEMES and parts.hostname and parts.port != 0 and url.isprintable()
    except ValueError:
        asked = None
    if not asked:
        raise UsageError(f"{url[:200]!r} is no web address: begin it with https://")
    _public(parts, allow_private=allow_private)
    request = urllib.request.Request(url, headers={"Accept": accept, "User-Agent": "servanda"})  # noqa: S310 - see above
    opener = urllib.request.build_opener(
        _SameKind(allow_private=allow_private), _Http(allow_private), _Https(allow_private)
    )
    try:
        with opener.open(request, timeout=limits.seconds) as answer:
            data = _body(answer, limits)
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise SourceError("unreadable", f"{_shown(parts)} cannot be had ({error}): try it in a browser") from None
    if len(data) > limits.bytes:
        raise SourceError("too-large", f"{_shown(parts)} is more than {limits.bytes} bytes: ask for less of it")
    return data


def _body(answer: Any, limits: Limits) -> bytes:
    """What comes, up to one byte more than is allowed; a server that dribbles is left after three times the patience for one wait."""
    ends = time.monotonic() + 3 * limits.seconds
    pieces, size = [], 0
    while size <= limits.bytes and (piece := answer.read1(min(_PIECE, limits.bytes + 1 - size))):
        pieces.append(piece)
        size += len(piece)
        if time.monotonic() > ends:
            raise TimeoutError("it comes too slowly")
    return b"".join(pieces)


def _connected(address: tuple[str, int], *told: Any, allow_private: bool, **more: Any) -> socket.socket:
    """A connection to an address that was looked at: asking for the name a second time could give another one."""
    host, port = address
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for *_, place in found:
        if not allow_private and not ipaddress.ip_address(str(place[0]).partition("%")[0]).is_global:
            raise OSError(f"{place[0]} lies within a private network")
    return socket.create_connection((str(found[0][4][0]), port), *told, **more)


class _Http(urllib.request.HTTPHandler):
    """Connects to addresses that were looked at; what goes by way of a proxy is the proxy's to look at."""

    def __init__(self, allow_private: bool) -> None:
        super().__init__()
        self.allow_private = allow_private

    def http_open(self, req: urllib.request.Request) -> Any:
        made = http.client.HTTPConnection if req.has_proxy() else partial(_guarded, http.client.HTTPConnection, self)
        return self.do_open(made, req)


class _Https(urllib.request.HTTPSHandler):
    """The same by way of TLS."""

    def __init__(self, allow_private: bool) -> None:
        super().__init__()
        self.allow_private = allow_private

    def https_open(self, req: urllib.request.Request) -> Any:
        tunnelled = getattr(req, "_tunnel_host", None)
        made = http.client.HTTPSConnection if tunnelled else partial(_guarded, http.client.HTTPSConnection, self)
        return self.do_open(made, req)


def _guarded(kind: Any, handler: _Http | _Https, host: str, **told: Any) -> Any:
    made = kind(host, **told)
    made._create_connection = partial(_connected, allow_private=handler.allow_private)
    return made
