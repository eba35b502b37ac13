"""Same or not: one record out of many reports."""
