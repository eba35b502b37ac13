"""The tables of the journal, in SQLAlchemy Core, the same on SQLite and PostgreSQL.

Days and times are ISO 8601 text, so that what was hashed is what is stored, byte for byte, on every database.
Tables in :data:`JOURNAL` only ever grow; those in :data:`DERIVED` can be made again from them; those in :data:`ACCOUNTS`
are beside the journal.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

#: A row number: SQLite makes only INTEGER an alias of its row id, PostgreSQL needs 64 bits.
Number = BigInteger().with_variant(Integer(), "sqlite")


def _key(name: str) -> Column[int]:
    return Column(name, Number, primary_key=True, autoincrement=False)


#: The chain: one row for each fact, each row sealed with the hash of the row before.
entry = Table(
    "entry",
    metadata,
    _key("seq"),
    Column("kind", String(16), nullable=False),
    Column("subject", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("payload", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

#: Original bytes, deflated, under the SHA-256 of what they were.
blob = Table(
    "blob",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Number, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

#: Texts as read, deflated UTF-8, under their SHA-256; claims point into them. A text that is the original bytes is
#: not here but in ``blob``.
text = Table(
    "text",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Number, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

#: A file that was opened under given facts by one version of the reader: the point from which a batch goes on.
source = Table(
    "source",
    metadata,
    _key("seq"),
    Column("sha256", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("given", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("readings", Text, nullable=False),
    Index("source_by_sha256", "sha256", "seq"),
)

document = Table(
    "document",
    metadata,
    _key("seq"),
    Column("id", String(20), nullable=False, unique=True),
    Column("sha256", String(64), nullable=False),
    Column("media_type", Text, nullable=False),
    Column("learned", String(32), nullable=False),
)

#: Every name that a document was seen under.
document_name = Table(
    "document_name",
    metadata,
    _key("seq"),
    Column("document", String(20), ForeignKey("document.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("learned", String(32), nullable=False),
    UniqueConstraint("document", "name"),
    Index("document_name_by_name", "name"),
)

#: A document as one version of the reader read it. The newest reading of a document is its current one.
reading = Table(
    "reading",
    metadata,
    _key("seq"),
    Column("document", String(20), ForeignKey("document.id"), nullable=False),
    Column("source", String(64), nullable=False),
    Column("text", String(64), nullable=False),
    Column("reader", Text, nullable=False),
    Column("given", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("language", Text),
    Column("published", String(10)),
    Column("outlet", Text),
    Column("title", Text),
    Column("facts", Text, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("problems", Integer, nullable=False),
    Index("reading_by_document", "document", "seq"),
    Index("reading_by_published", "published"),
)

claim = Table(
    "claim",
    metadata,
    _key("seq"),
    Column("reading", Number, ForeignKey("reading.seq"), nullable=False),
    Column("id", String(20), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("first", String(10)),
    Column("last", String(10)),
    Column("countries", Text, nullable=False),
    Column("body", Text),
    Column("claim", Text, nullable=False),
    UniqueConstraint("reading", "id"),
    Index("claim_by_id", "id"),
    Index("claim_by_kind", "kind", "first"),
    Index("claim_by_countries", "countries"),
)

#: What was wrong with material: with a reading, or with a source that gave no document (``reading`` is null then).
problem = Table(
    "problem",
    metadata,
    _key("seq"),
    Column("reading", Number, ForeignKey("reading.seq")),
    Column("id", String(20), nullable=False),
    Column("code", String(32), nullable=False),
    Column("message", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("at", String(32), nullable=False),
    Index("problem_by_reading", "reading"),
    Index("problem_by_id", "id"),
)

#: What people decided about the record; only another judgement takes one back.
judgement = Table(
    "judgement",
    metadata,
    _key("seq"),
    Column("id", String(20), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("subject", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("on", String(10), nullable=False),
    Column("at", String(32), nullable=False),
    Column("judgement", Text, nullable=False),
    Index("judgement_by_subject", "subject"),
)

#: What people did beside judging: who added a document, what is under embargo until when, private notes, roles and groups.
act = Table(
    "act",
    metadata,
    _key("seq"),
    Column("id", String(20), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("subject", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("circle", Text),
    Column("until", String(10)),
    Column("told", Text),
    Column("at", String(32), nullable=False),
    Index("act_by_kind", "kind", "subject", "seq"),
)

#: Who may sign in. A name is never given twice, for the journal is signed with it: who is removed keeps the row.
account = Table(
    "account",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("password", Text),
    Column("created", String(32), nullable=False),
    Column("removed", String(32)),
)

#: Browsers that are signed in, by the hash of what their cookie holds.
sign_in = Table(
    "sign_in",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("account", String(64), ForeignKey("account.name"), nullable=False),
    Column("began", String(32), nullable=False),
    Column("ends", String(32), nullable=False),
    Index("sign_in_by_account", "account"),
)

#: Keys for programs, by the hash of the secret, which is shown once and kept nowhere.
token = Table(
    "token",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("account", String(64), ForeignKey("account.name"), nullable=False),
    Column("name", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("created", String(32), nullable=False),
    Column("ends", String(32), nullable=False),
    Column("revoked", String(32)),
    Index("token_by_account", "account"),
)

#: Who belongs to which group.
member = Table(
    "member",
    metadata,
    Column("circle", String(64), primary_key=True),
    Column("account", String(64), ForeignKey("account.name"), primary_key=True),
)

#: What the ledger's doors keep for themselves, such as the keys that sign cookies.
setting = Table(
    "setting",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

#: Which sets of countries hold a country: a handful of rows that turn a filter by country into an index look-up.
country_set = Table(
    "country_set",
    metadata,
    Column("country", Text, primary_key=True),
    Column("countries", Text, primary_key=True),
)

#: The countries that documents belong to together: how the answers about them stand.
#: ``touched`` is the entry of the journal that last changed what they say, ``made`` the last one that the answers of ``version`` know of;
#: ``until`` is the day on which a judgement made for later begins to count.
scope = Table(
    "scope",
    metadata,
    Column("code", Text, primary_key=True),
    Column("touched", Number, nullable=False),
    Column("made", Number, nullable=False),
    Column("version", Number, nullable=False),
    Column("until", String(10)),
    Column("line", LargeBinary),
)

#: Which documents, as which readings, belong to a scope; the one that a document is about comes first (``rank`` 0).
#: ``bodies`` are the addresses of those that the document speaks of, with spaces between.
scope_reading = Table(
    "scope_reading",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("document", String(20), primary_key=True),
    Column("reading", Number, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("bodies", Text, nullable=False),
    Index("scope_reading_by_document", "document"),
    Index("scope_reading_by_reading", "reading"),
)

#: Answers of a scope, encoded: each line of each page by itself, and for each page the keys of its lines.
leaf = Table(
    "leaf",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("version", Number, primary_key=True),
    Column("page", String(16), primary_key=True),
    Column("part", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

#: Every address that a thing goes by, in which scope, with the one that it has now.
thing_address = Table(
    "thing_address",
    metadata,
    Column("address", Text, primary_key=True),
    Column("scope", Text, primary_key=True),
    Column("target", Text, nullable=False),
    Index("thing_address_by_scope", "scope"),
)

#: A document as a search narrows it: the columns are the facets, several values of one with spaces between.
searched = Table(
    "searched",
    metadata,
    Column("reading", Number, primary_key=True, autoincrement=False),
    Column("document", String(20), nullable=False),
    Column("day", String(10), nullable=False),
    Column("language", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("kinds", Text, nullable=False),
    Column("countries", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Index("searched_by_document", "document"),
)

#: How far the derived tables of pages are: by name.
shelved = Table(
    "shelved",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("value", Text, nullable=False),
)

JOURNAL: Final = (entry, blob, text, source, document, document_name, reading, claim, problem, judgement, act)
#: What pages are made of: made again from the journal by `servanda shelve --anew`.
SHELF: Final = (scope, scope_reading, leaf, thing_address, searched, shelved)
DERIVED: Final = (country_set, *SHELF)
#: Tables whose rows change and go: they are no part of the chain of seals; what matters of them is told by acts.
ACCOUNTS: Final = (account, sign_in, token, member, setting)

#: The revision of the newest migration; a test holds it to the scripts in ``migrations/versions``.
HEAD: Final = "0004"
VERSION_TABLE: Final = "servanda_version"
