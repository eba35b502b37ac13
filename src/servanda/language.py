"""Loads and checks a language pack: a folder of YAML files with words and rules.

Each file under ``data/languages/<code>/`` holds ``words`` (tag → forms), ``classes`` (a name for several tags) and ``rules``
(by level). ``language.yml`` says how numbers are written and sentences end. How to write one: `docs/languages.md`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import yaml

from servanda.grammar import (
    BUILT_IN,
    Builder,
    Entry,
    Level,
    Orthography,
    Rule,
    Scanner,
    Suffixes,
    Tagged,
    Tags,
    Verb,
    suffixes,
)
from servanda.inflection import Inflector, expanded, inflector
from servanda.problems import PackError, UsageError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

DEFAULT: Final = "en"  # what a text is read in when nobody says which language it is in

#: The files of a pack, in order of precedence: where two files list the same form, the earlier one wins.
FILES: Final = (
    "language", "numbers", "times", "quantities", "diplomacy", "figures", "meetings", "events", "instruments",
    "commitments", "people", "speech", "words",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A language as data: its words, classes of tags and rules by level."""

    code: str
    name: str
    orthography: Orthography
    entries: tuple[Entry, ...]
    classes: Mapping[str, tuple[str, ...] | str]
    rules: Mapping[str, tuple[Rule, ...]]
    settings: Mapping[str, Any] = field(default_factory=dict)
    digest: str = ""


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages for which there is a pack."""
    root = files("servanda").joinpath("data", "languages")
    return tuple(sorted(entry.name for entry in root.iterdir() if entry.joinpath("language.yml").is_file()))


@lru_cache(maxsize=8)
def load(code: str) -> Pack:
    """The pack of a language (ISO 639-1).

    Raises UsageError when there is none, PackError when it breaks the rules of packs.
    """
    if code not in languages():
        raise UsageError(f"no language pack {code!r}; there are: {', '.join(languages())}")
    return read_pack(folder_of(code))


def folder_of(code: str) -> Path:
    """The folder of a language's pack."""
    return Path(str(files("servanda").joinpath("data", "languages", code)))


def read_pack(folder: Path) -> Pack:
    """Read a pack from a folder and check it.

    Raises PackError naming the file and the entry that is wrong.
    """
    hashed = hashlib.blake2b(digest_size=6)
    settings: dict[str, Any] = {}
    tables: Suffixes | None = None
    entries: list[Entry] = []
    classes: dict[str, tuple[str, ...] | str] = {}
    rules: dict[str, list[Rule]] = {}
    forms = inflector(folder)
    for stem in FILES:
        path = folder / f"{stem}.yml"
        if not path.is_file():
            continue
        raw = path.read_bytes()
        hashed.update(raw)
        content = _mapping(yaml.load(raw, Loader=_LOADER), str(path))  # noqa: S506 - CSafeLoader is the safe loader
        if stem == "language":
            settings = _written_out(content.get("settings", content), forms)
        entries += _entries(content.get("words") or {}, forms, str(path))
        if stem == "language" and "suffixes" in settings:
            tables = suffixes(settings["suffixes"], str(path))
        entries += _verbs(content.get("verbs") or {}, settings, tables or forms, str(path))
        for name, tags in (content.get("classes") or {}).items():
            classes[name] = tags if isinstance(tags, str) else tuple(tags)
        for rule, level in _rules(content.get("rules") or [], forms, path):
            rules.setdefault(level, []).append(rule)
    for part in ("code", "name"):
        if part not in settings:
            raise PackError(f"{folder / 'language.yml'}: {part} is missing")
    return Pack(
        code=settings["code"],
        name=settings["name"],
        orthography=Orthography(
            decimal=settings.get("decimal", "."),
            ordinal_suffixes=frozenset(settings.get("ordinal_suffixes", ())),
            abbreviations=frozenset(str(a).lower() for a in settings.get("abbreviations", ())),
            suffixes=tables,
            ordinal_stop=bool(settings.get("ordinal_stop", False)),
        ),
        entries=tuple(entries),
        classes=classes,
        rules={level: tuple(found) for level, found in rules.items()},
        settings=settings,
        digest=hashed.hexdigest(),
    )


#: Settings that hold expressions and signs, no words.
_AS_WRITTEN: Final = frozenset({"inflection", "abbreviations", "suffixes"})


def _written_out(content: Any, forms: Inflector) -> Any:
    """Settings, or what is handed to builders, with every form of the marked words in their lists."""
    if isinstance(content, dict):
        return {k: v if k in _AS_WRITTEN else _written_out(v, forms) for k, v in content.items()}
    if not isinstance(content, list):
        return content
    written = (expanded(one, forms.forms) if isinstance(one, str) else [_written_out(one, forms)] for one in content)
    return [form for each in written for form in each]


def _mapping(content: Any, where: str) -> dict[str, Any]:
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise PackError(f"{where}: a pack file is a mapping")
    return content


def _entries(words: Mapping[str, Any], forms: Inflector, where: str) -> Iterator[Entry]:
    """``TAG: [forms]`` (the form is the value) or ``TAG: {value: [forms]}``; see :func:`entry` for marks on forms."""
    for tag, listed in words.items():
        if isinstance(listed, dict):
            pairs: Iterable[tuple[Any, Any]] = (
                (value, form) for value, written in listed.items() for form in _forms(written)
            )
        elif isinstance(listed, list):
            pairs = ((None, form) for form in listed)
        else:
            raise PackError(f"{where}: words of {tag} are neither a list nor a mapping")
        for value, form in pairs:
            if not isinstance(form, str):
                raise PackError(f"{where}: {tag} lists {form!r}, which is no text; put it in quotation marks")
            shown = form.replace("*", "").rstrip("!").lower() if value is None and "*" in form[1:] else value
            yield from (entry(text, tag, shown) for text in expanded(form, forms.forms))


#: The forms of verbs that a pack's endings make, with the tag and the form each gives.
_VERB_FORMS: Final = {"base": ("VB", "base"), "third": ("VBZ", "third"), "past": ("VBD", "past"), "ing": ("VBG", "ing")}


def _stems(verbs: Mapping[str, Any], tables: Suffixes) -> Iterator[Entry]:
    for sense, listed in verbs.items():
        for item in listed:
            lemma, given = next(iter(item.items())) if isinstance(item, dict) else (item, {})
            yield Entry(lemma, "VB", Verb(lemma, "base", sense), "stem", "verb")
            for form, written in given.items():
                for text in _forms(written):
                    yield Entry(text, tables.forms.get(form, "VB"), Verb(lemma, form, sense))


def _verbs(
    verbs: Mapping[str, Any], settings: Mapping[str, Any], forms: Suffixes | Inflector, where: str
) -> Iterator[Entry]:
    """``sense: [lemma, {lemma: {past: [...]}}, noun/lemma]``: regular forms follow the pack's ``inflection`` list, or its table of forms.

    A lemma with ``~`` before it is also a noun in its base form and gets the tag VN there. Where a past form is written
    as the base ("put off"), ``base: []`` leaves the form to the past; what stands around it tells the future. In a language
    of suffix chains a lemma is a stem, and the forms given are those that its chains do not make.
    """
    if isinstance(forms, Suffixes):
        yield from _stems(verbs, forms)
        return
    patterns = [(re.compile(pattern), endings) for pattern, endings in settings.get("inflection") or ()]
    for sense, listed in verbs.items():
        for item in listed:
            lemma, given = next(iter(item.items())) if isinstance(item, dict) else (item, {})
            noun = lemma.startswith("~")
            lemma = lemma.removeprefix("~")
            head, space, rest = lemma.partition(" ")
            known = forms.verb(head)
            for slot, (tag, form) in (settings.get("verb_forms") or _VERB_FORMS).items():
                if slot in given:
                    written = [text for one in _forms(given[slot]) for text in expanded(one, forms.forms)]
                elif known is not None:
                    written = [text + space + rest for text in known.get(slot, ())]
                else:
                    written = [_inflect(lemma, slot, patterns, where)]
                for text in written:
                    yield Entry(text, "VN" if noun and slot == "base" else tag, Verb(lemma, form, sense))


def _inflect(lemma: str, form: str, patterns: list[tuple[re.Pattern[str], dict[str, str]]], where: str) -> str:
    """The regular form of the first word of a lemma ("carry out" → "carried out")."""
    if form == "base":
        return lemma
    head, space, rest = lemma.partition(" ")
    for pattern, endings in patterns:
        if pattern.search(head):
            return pattern.sub(endings[form], head, count=1) + space + rest
    raise PackError(f"{where}: no inflection fits the verb {lemma!r}")


def _forms(forms: Any) -> list[Any]:
    return forms if isinstance(forms, list) else [forms]


def entry(form: str, tag: str, value: Any = None) -> Entry:
    """An entry from a form as packs write it.

    ``May!`` wants a capital, ``US!!`` exactly these letters, ``+m`` exactly these and written onto a number ("5m").
    """
    case = "any"
    if form.startswith("+") and len(form) > 1:
        form, case = form[1:], "glued"
    elif form.endswith("!!") and len(form) > 2:
        form, case = form[:-2], "exact"
    elif form.endswith("!") and len(form) > 1:
        form, case = form[:-1], "title"
    return Entry(form, tag, form.lower() if value is None else value, case)


def _rules(listed: Iterable[Any], forms: Inflector, path: Path) -> Iterator[tuple[Rule, str]]:
    for number, item in enumerate(listed, 1):
        where = f"{path.parent.name}/{path.name} rule {number}"
        if not isinstance(item, dict):
            raise PackError(f"{where}: a rule is a mapping")
        missing = {"name", "level", "pattern", "build", "examples"} - item.keys()
        if missing:
            raise PackError(f"{where}: without {', '.join(sorted(missing))}")
        yield (
            Rule(
                name=item["name"],
                pattern=item["pattern"],
                build=item["build"],
                args=_written_out(item.get("args") or {}, forms),
                examples=tuple((ex["text"], ex.get("gives")) for ex in item["examples"]),
                counter=tuple(item.get("counter") or ()),
                needs=tuple(item.get("needs") or ()),
                within=item.get("within", 12),
                source=f"{path.parent.name}/{path.name}",
            ),
            item["level"],
        )


def _bending(entries: tuple[Entry, ...], bends: Mapping[str, Iterable[str]]) -> tuple[Entry, ...]:
    """The entries with the paradigm that the setting ``bends`` gives to their tags."""
    paradigm = {tag: name for name, tags in bends.items() for tag in tags}
    if not paradigm:
        return entries
    return tuple(e if e.bends or e.tag not in paradigm else e._replace(bends=paradigm[e.tag]) for e in entries)


class Cascade:
    """A pack compiled for reading: the scanner and the levels in their order.

    ``builders`` maps the names that rules use to functions. Raises PackError when a rule does not compile.
    """

    def __init__(
        self,
        pack: Pack,
        *,
        levels: Iterable[str],
        builders: Mapping[str, Builder],
        gazetteer: Iterable[Entry] = (),
        extra_tags: Iterable[str] = (),
    ) -> None:
        self.pack = pack
        self.tags = Tags()
        entries = _bending((*pack.entries, *gazetteer), pack.settings.get("bends", {}))
        given = (
            tag for rules in pack.rules.values() for rule in rules for _, gives in rule.examples for tag in gives or ()
        )
        for name in (
            *BUILT_IN,
            "ORD",
            "STOP",
            *extra_tags,
            *(pack.orthography.suffixes.tags if pack.orthography.suffixes is not None else ()),
            *dict.fromkeys(tag for e in entries for tag in e.tag.split("+")),
            *dict.fromkeys(given),
        ):
            self.tags.char(name)
        self.scanner = Scanner(entries, tags=self.tags, orthography=pack.orthography)
        self.levels = tuple(
            Level(name, pack.rules.get(name, ()), tags=self.tags, classes=pack.classes, builders=builders)
            for name in levels
        )

    def tag(self, text: str) -> Tagged:
        """A scannable text as symbols after all levels."""
        tagged = self.scanner.scan(text)
        for level in self.levels:
            level.rewrite(tagged)
        return tagged
