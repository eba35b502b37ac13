"""The record as pages show it: answers, and the shelf that gives them."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from servanda.publish.answers import Choice, Page, Query, Sight
    from servanda.publish.shelf import Shelf

__all__ = ["Choice", "Page", "Query", "Shelf", "Sight"]

#: What is loaded when it is first named: the shelf brings the resolver along.
_LATER: Final = {
    "Shelf": "servanda.publish.shelf",
    **dict.fromkeys(("Choice", "Page", "Query", "Sight"), "servanda.publish.answers"),
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
