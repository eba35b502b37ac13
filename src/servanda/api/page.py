"""The page that explains the API: made from its OpenAPI document, plain HTML without script, so that it works offline and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any, Final

import msgspec

_METHODS: Final = ("get", "post", "put", "patch", "delete")


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every operation: its method, its path and what the document says of it."""
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                yield method.upper(), path, item[method]


def explained(document: dict[str, Any]) -> str:
    """The page."""
    base = document["servers"][0]["url"]
    parts = [f"<h1>{_e(document['info']['title'])}: REST API</h1>", *_prose(document["info"]["description"])]
    parts.append(f'<p>The same as <a href="{_e(base)}/openapi.json">OpenAPI {_e(document["openapi"])}</a>.</p>')
    for tag in document["tags"]:
        told = [one for one in operations(document) if tag["name"] in one[2].get("tags", ())]
        parts += [f"<h2 id={_q(tag['name'])}>{_e(tag['name'].capitalize())}</h2>", *_prose(tag["description"])]
        for method, path, operation in told:
            parts += _operation(method, base + path, operation, document["components"]["schemas"])
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>REST API</title></head><body><main>{''.join(parts)}</main></body></html>"
    )


def _operation(method: str, path: str, operation: dict[str, Any], shapes: dict[str, Any]) -> Iterator[str]:
    yield f"<section><h3 id={_q(operation['operationId'])}><code>{method} {_e(path)}</code></h3>"
    yield f"<p><strong>{_e(operation['summary'])}</strong></p>"
    yield from _prose(operation.get("description", ""))
    takes = operation["x-takes"]
    yield f"<p>For the role {_e(takes['role'])} and above; a token needs the scope {_e(takes['scope'])}.</p>"
    parameters = operation.get("parameters", ())
    if parameters:
        yield "<table><thead><tr><th>parameter</th><th>in</th><th>meaning</th></tr></thead><tbody>"
        for one in parameters:
            needed = ", required" if one.get("required") else ""
            yield f"<tr><td><code>{_e(one['name'])}</code></td><td>{one['in']}{needed}</td>"
            yield f"<td>{_e(one.get('description', ''))}</td></tr>"
        yield "</tbody></table>"
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        yield f"<p>Send <code>{_e(kind)}</code>.</p>"
        example = shapes.get(content["schema"].get("$ref", "").rpartition("/")[2], {}).get("example")
        if example is not None:
            yield f"<pre>{_e(msgspec.json.format(msgspec.json.encode(example)).decode())}</pre>"
    answers = ", ".join(f"{status} {_e(one['description'])}" for status, one in operation["responses"].items())
    yield f"<p>Answers: {answers}.</p></section>"


def _prose(text: str) -> Iterator[str]:
    yield from (f"<p>{_e(part)}</p>" for part in text.split("\n\n") if part.strip())


def _e(text: object) -> str:
    return escape(str(text))


def _q(text: object) -> str:
    return f'"{escape(str(text))}"'
