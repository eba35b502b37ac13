"""Whether two names may be one person's, across scripts, spellings, cases, orders and initials; and why."""

from servanda.resolve.names.comparing import NameMatch, Reason, name_keys, same_name

__all__ = ["NameMatch", "Reason", "name_keys", "same_name"]
