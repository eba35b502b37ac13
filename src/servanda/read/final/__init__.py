"""Readers for languages whose verb closes the clause and whose cases tell what a noun does in it.

A pack asks for them with the setting ``order: final``. Names, persons, meetings and papers are read as everywhere; what differs is
where the verb stands that tells of them, and how a country, a place or a period is tied to its noun.
"""
