"""Paragraphs: where the lines of a plain text begin and end, hard-wrapped lines taken together."""

from __future__ import annotations

import re
from itertools import pairwise

from servanda.values import Span

_END = re.compile(r"[.!?:;\u2026][\"'\u201d\u2019\u00bb)\]]*\s*\Z")
#: Line widths, in characters, at which letters and old wire copy are wrapped.
_NARROWEST, _WIDEST = 40, 100


def paragraphs(text: str) -> tuple[Span, ...]:
    """The spans of the paragraphs of a plain text: its lines, or blocks of lines where the text is hard-wrapped."""
    lines = _lines(text)
    if all(text.count("\n", before.end, line.start) != 1 for before, line in pairwise(lines)):
        return tuple(lines)
    found: list[Span] = []
    for block in _blocks(text, lines):
        found += [Span(block[0].start, block[-1].end)] if _is_wrapped(text, block) else block
    return tuple(found)


def _lines(text: str) -> list[Span]:
    """The spans of the lines that are not blank, without the blanks around them."""
    found = []
    position = 0
    for line in text.splitlines(keepends=True):
        if begun := line.lstrip():
            end = position + len(line)
            start = end - len(begun)
            found.append(Span(start, start + len(begun.rstrip())))
        position += len(line)
    return found


def _blocks(text: str, lines: list[Span]) -> list[list[Span]]:
    """Lines with no blank line between them."""
    blocks: list[list[Span]] = []
    for line in lines:
        if blocks and text.count("\n", blocks[-1][-1].end, line.start) == 1:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _is_wrapped(text: str, block: list[Span]) -> bool:
    """Whether every line is broken only because the next word did not fit into the width of the block."""
    width = max(line.end - line.start for line in block)
    if len(block) < 2 or not _NARROWEST <= width <= _WIDEST:
        return False
    for line, following in pairwise(block):
        word = text[following.start : following.end].split(None, 1)[0]
        if line.end - line.start + 1 + len(word) <= width:
            return False
        if len(block) == 2 and (_END.search(text[line.start : line.end]) or not word[0].islower()):
            return False  # two lines alone are more often a headline and its text
    return True
