"""Style, scripts and signs: each under a name that holds its hash, so that a browser may keep it for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

_TYPES: Final = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_FOLDER: Final = Path(__file__).parent / "static"
_FOR_EVER: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: the name under which it is served, what it is, its bytes and their tag."""

    address: str
    media_type: str
    body: bytes
    tag: str


class Assets:
    """All files of the folder, read once."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        self._by_name: Mapping[str, Asset] = {path.name: _asset(path) for path in sorted(folder.iterdir())}
        self._by_address = {asset.address: asset for asset in self._by_name.values()}

    def address(self, name: str) -> str:
        """Where a file is served: ``/static/servanda.3f9a17c2.css``."""
        return f"/static/{self._by_name[name].address}"

    def answer(self, request: Request) -> Response:
        """The file asked for, or that it has not changed, or that there is none."""
        asset = self._by_address.get(request.path_params["address"])
        if asset is None:
            return Response("there is no such file\n", 404, media_type="text/plain")
        headers = {"ETag": asset.tag, "Cache-Control": _FOR_EVER}
        if request.headers.get("if-none-match") == asset.tag:
            return Response(status_code=304, headers=headers)
        return Response(asset.body, media_type=asset.media_type, headers=headers)


def _asset(path: Path) -> Asset:
    body = path.read_bytes()
    digest = hashlib.sha256(body).hexdigest()[:12]
    return Asset(f"{path.stem}.{digest}{path.suffix}", _TYPES[path.suffix], body, f'"{digest}"')
