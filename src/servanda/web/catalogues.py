"""The languages of the interface: English in the templates, others in catalogues read at start, nothing to be compiled."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER: Final = Path(__file__).parent / "locales"
SOURCE: Final = "en"


@cache
def languages() -> Mapping[str, gettext.NullTranslations]:
    """Each language of the interface with its catalogue, English first."""
    found: dict[str, gettext.NullTranslations] = {SOURCE: gettext.NullTranslations()}
    for path in sorted(FOLDER.glob("*/LC_MESSAGES/messages.po")):
        found[path.parents[1].name] = _read(path)
    return found


def _read(path: Path) -> gettext.GNUTranslations:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parents[1].name)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def preferred(accepted: str) -> str:
    """The language of the interface that an Accept-Language header likes best; English where it likes none of ours.

    >>> preferred("de, ru;q=0.8, en;q=0.7")
    'ru'
    """
    wishes = []
    for place, part in enumerate(accepted.split(",")[:20]):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wishes.append((-float(weight or 1), place, tag.split("-")[0].lower()))
        except ValueError:
            continue
    return next((tag for weight, _, tag in sorted(wishes) if tag in languages() and weight < 0), SOURCE)
