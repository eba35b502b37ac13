"""The API keeps what its OpenAPI document says: no request whatever breaks the server or brings an answer that is not described."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from serving import Held, sampled, served

from servanda.ledger import Ledger

_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
_EXAMPLES = {GenerationMode.POSITIVE: 4, GenerationMode.NEGATIVE: 2}
_PATIENCE = 120.0


def _operations() -> list[str]:
    from servanda.api import app
    from servanda.api.page import operations

    # The routes are the same on every ledger, so none is needed to name them.
    return [f"{method} {path}" for method, path, _ in operations(app(None, None, None).openapi())]  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def contracted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Held, schemathesis.BaseSchema]]:
    """A served ledger and what its document promises."""
    where: Path = tmp_path_factory.mktemp("contract") / "ledger.db"
    with Ledger.open(where) as ledger:
        sampled(ledger)
        held = served(ledger)
        yield held, schemathesis.openapi.from_asgi("/api/v1/openapi.json", held.app)


@pytest.mark.parametrize("operation", _operations())
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_it_keeps_its_word(
    contracted: tuple[Held, schemathesis.BaseSchema], operation: str, mode: GenerationMode
) -> None:
    """What fits the document is answered as it says; what does not fit is refused as it says."""
    held, schema = contracted
    method, path = operation.split()
    promised = schema[path][method]
    if mode is GenerationMode.NEGATIVE and not (promised.body or promised.query or promised.path_parameters):
        return  # nothing can be sent to it, so nothing wrong
    who = {"Authorization": f"Bearer {held.tokens['administrator']}"}

    @given(case=promised.as_strategy(generation_mode=mode))
    @settings(
        max_examples=_EXAMPLES[mode],
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    def kept(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=who, checks=_CHECKS, timeout=_PATIENCE)

    kept()


_SCOPED = ("overview", "timeline", "undertakings", "instruments", "sessions", "people", "bodies", "reports", "figures")
_DAYS = {"since": "2021-01-01", "until": "2023-01-01"}


@pytest.mark.parametrize(
    ("path", "query"),
    [
        *((f"/{name}", {"scope": "AZ-RU"}) for name in (*_SCOPED, "conflicts", "contradictions", "review")),
        ("/changes", {"scope": "AZ-RU", **_DAYS}),
        ("/overview", {"scope": "AZ-RU", "as_of": "2025-06-01"}),
        *((path, {}) for path in ("/pairs", "/claims", "/documents", "/problems", "/judgements", "/acts", "/notes")),
        ("/search", {"text": "commission"}),
    ],
    ids=str,
)
def test_what_is_there_has_the_shape_that_is_promised(
    contracted: tuple[Held, schemathesis.BaseSchema], path: str, query: dict[str, str]
) -> None:
    held, schema = contracted
    who = {"Authorization": f"Bearer {held.tokens['administrator']}"}
    answer = schema[path]["GET"].Case(query=query).call_and_validate(headers=who, checks=_CHECKS, timeout=_PATIENCE)
    assert answer.status_code == 200


def test_single_things_have_the_shape_that_is_promised(contracted: tuple[Held, schemathesis.BaseSchema]) -> None:
    held, schema = contracted
    client = held.client()
    claim = client.get("/claims?limit=1").json()["items"][0]
    things = [one["address"] for one in client.get("/timeline?scope=AZ-RU").json()["items"]]
    things += [one["address"] for one in client.get("/people?scope=AZ-RU").json()["items"]]
    findings = [one["id"] for one in client.get("/conflicts?scope=AZ-RU").json()["items"]]
    asked = [
        ("/claims/{claim}", {"claim": claim["id"]}, {}),
        ("/documents/{document}", {"document": claim["document"]}, {}),
        *(("/things/{address}", {"address": address}, {}) for address in things),
        *(("/proofs/{finding}", {"finding": finding}, {"scope": "AZ-RU"}) for finding in findings),
    ]
    assert len(things) > 5
    for path, parts, query in asked:
        case = schema[path]["GET"].Case(path_parameters=parts, query=query)
        assert case.call_and_validate(checks=_CHECKS, timeout=_PATIENCE).status_code == 200
