"""Accounts: who may sign in, what each may do, and how a browser or a program shows who it is."""

from typing import TYPE_CHECKING

from servanda.accounts.accounts import Accounts, Entry
from servanda.accounts.roles import ANYBODY, RIGHTS, ROLES, SCOPES, Caller, Right, Role, Scope

if TYPE_CHECKING:
    from servanda.store.register import Account as Account
    from servanda.store.register import Token as Token

__all__ = ["ANYBODY", "RIGHTS", "ROLES", "SCOPES", "Accounts", "Caller", "Entry", "Right", "Role", "Scope"]
