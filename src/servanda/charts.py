"""The one place that draws: Vega-Lite specifications become SVG or PNG, without a browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from servanda.problems import UsageError

FORMS: Final = ("svg", "png")


def draw(specification: Mapping[str, Any], form: str) -> bytes:
    """A Vega-Lite specification as a picture.

    Raises UsageError for another form than SVG and PNG, and where the package that draws is not installed.
    """
    if form not in FORMS:
        raise UsageError(
            f"a picture is drawn as .svg or .png, not as {('.' + form) if form else 'a file without ending'}"
        )
    try:
        import vl_convert
    except ImportError:
        raise UsageError("drawing needs vl-convert: pip install 'servanda[charts]'") from None
    if form == "svg":
        return str(vl_convert.vegalite_to_svg(dict(specification))).encode()
    return bytes(vl_convert.vegalite_to_png(dict(specification), scale=2))
