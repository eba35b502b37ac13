"""Reading languages whose clauses end in their verb and whose cases stand behind the noun (the setting ``order: final``).

Symbols, levels and claims are those of all languages; what is done here in another way is what leans on the order of words.
"""

from __future__ import annotations

from servanda.read.final.clauses import date_near, place_name, place_near, status, visited

__all__ = ["date_near", "place_name", "place_near", "status", "visited"]
