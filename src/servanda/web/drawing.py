"""Charts as SVG within the page: shapes and classes alone, so that the style sheet colours them by light, dark and paper."""

from __future__ import annotations


def figures() -> str:
    return ""


def chains() -> str:
    return ""
