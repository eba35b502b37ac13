"""Reading languages whose clauses end in their verb and whose cases stand behind the noun (the setting ``order: final``).

Symbols, levels and claims are those of all languages; what is done here in another way is what leans on the order of words.
"""
