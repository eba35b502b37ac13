"""Roles: what each may do, and who asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from servanda.problems import AccessError

Role = Literal["reader", "analyst", "editor", "administrator"]
Scope = Literal["read", "write", "admin"]
Right = Literal["read", "desk", "note", "edit", "administer"]

#: From the one that may least to the one that may most; each may all that those before it may.
ROLES: Final[tuple[Role, ...]] = ("reader", "analyst", "editor", "administrator")
#: What a token may be good for; whoever made it must be allowed to do the same.
SCOPES: Final[tuple[Scope, ...]] = ("read", "write", "admin")


class _Needs(NamedTuple):
    role: Role
    scope: Scope
    told: str


#: What each right takes, and what it lets one do.
RIGHTS: Final[dict[Right, _Needs]] = {
    "read": _Needs("reader", "read", "read the record"),
    "desk": _Needs("analyst", "read", "see problems, original files, what waits for review, and who did what"),
    "note": _Needs("analyst", "write", "write private notes for a group"),
    "edit": _Needs("editor", "write", "add documents, judge, and put documents under embargo"),
    "administer": _Needs("administrator", "admin", "manage accounts, groups and tokens"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks: ``name`` is None for somebody who is not signed in, ``role`` is None where that person may not even read.

    ``circles`` are the groups whose embargoes and notes are open to the caller. ``form`` is what a form must send back; None for a caller
    that no browser speaks for.
    """

    name: str | None
    role: Role | None
    circles: tuple[str, ...] = ()
    scopes: tuple[Scope, ...] = SCOPES
    form: str | None = None

    def may(self, right: Right) -> bool:
        """Whether the caller's role and scopes are enough."""
        needs = RIGHTS[right]
        return (
            self.role is not None and ROLES.index(self.role) >= ROLES.index(needs.role) and needs.scope in self.scopes
        )

    def admit(self, right: Right) -> Caller:
        """The caller, who may; AccessError for one who may not."""
        if self.may(right):
            return self
        needs = RIGHTS[right]
        if self.name is None:
            raise AccessError("sign-in", f"sign in to {needs.told}")
        raise AccessError(
            "forbidden", f"to {needs.told} takes the role {needs.role} and, for a token, the scope {needs.scope}"
        )


#: Somebody who is not signed in, where the record is public.
ANYBODY: Final = Caller(name=None, role="reader", scopes=("read",))
#: Somebody who is not signed in, where it is not.
NOBODY: Final = Caller(name=None, role=None, scopes=())
