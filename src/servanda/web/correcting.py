"""A claim's fields as a form shows them and takes them back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, get_args, get_origin, get_type_hints

from servanda.problems import UsageError
from servanda.record import KIND_BY_NAME, Change, Claim
from servanda.web.terms import own_fields

_BEFORE: Final = "field."  # a field's name as it is now, in the form
_WAS: Final = "was."  # the same as it was when the form was made
_YES: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}


def correctable(kind: str) -> tuple[str, ...]:
    """The fields of a kind of claim that a form can set right, by their names in the codebook; none of what is no kind."""
    hints = _hints(KIND_BY_NAME[kind]) if kind in KIND_BY_NAME else {}
    return tuple(public for public, hint in hints.items() if Change not in (hint, *get_args(hint)))


def _hints(kind: type[Claim]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {public: hints[own] for own, public in own_fields(kind)}


def change(claim: Claim, form: Mapping[str, str]) -> dict[str, Any]:
    """What a filled form sets right in a claim: the fields that are told otherwise than they were shown.

    Raises UsageError when nothing is.
    """
    hints = _hints(type(claim))
    told = {
        name: form.get(f"{_BEFORE}{name}", "").strip() for name in correctable(claim.type) if f"{_BEFORE}{name}" in form
    }
    changed = {name: value for name, value in told.items() if value != form.get(f"{_WAS}{name}", "").strip()}
    if not changed:
        raise UsageError("nothing was set right: change a field first")
    return {name: _value(hints[name], value) for name, value in changed.items()}


def _value(hint: Any, told: str) -> Any:
    """A field as it is written in a form, in its own shape: lists have commas."""
    if get_origin(hint) is tuple:
        return [part.strip() for part in told.split(",") if part.strip()]
    if hint is bool:
        if told.lower() not in _YES:
            raise UsageError(f"yes or no is asked for, not {told[:40]!r}")
        return _YES[told.lower()]
    return told or None
