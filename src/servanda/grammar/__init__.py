"""The cascade: triggers, then values, then frames, all over tag strings; knows no language and no diplomacy.

A text is scanned once: an Aho-Corasick pass finds every form of the lexicon, and what lies between two forms is classified
(numbers, punctuation, unknown words, capitalised words). Each item found becomes one *symbol* in a tag string. A *level* is an
ordered list of rules, each a pattern over symbols; the patterns of a level are one regular expression and run once over
the tag string of the document. What a rule matches becomes one symbol of the next level. Three hundred symbols
stand for three thousand letters, so the cascade costs little and its cost grows with the length of the text.
"""

from __future__ import annotations

from servanda.grammar.levels import Level
from servanda.grammar.openings import first_symbols, openings
from servanda.grammar.rules import Builder, Match, Rule, translate
from servanda.grammar.scanner import Entry, Orthography, Scanner
from servanda.grammar.suffixes import Ending, Suffixes, suffixes
from servanda.grammar.tags import BUILT_IN, Printed, Tagged, Tags, Verb, sentences, symbol_at
from servanda.grammar.text import Scannable, fold, scannable

__all__ = [
    "BUILT_IN", "Builder", "Ending", "Entry", "Level", "Match", "Orthography", "Printed", "Rule", "Scannable", "Scanner", "Suffixes",
    "Tagged", "Tags", "Verb", "first_symbols", "fold", "openings", "scannable", "sentences", "suffixes", "symbol_at", "translate",
]  # fmt: skip
