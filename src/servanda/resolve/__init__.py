"""Same or not: names compared, documents that repeat one another told apart, one record out of many reports."""
