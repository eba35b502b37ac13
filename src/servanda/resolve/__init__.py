"""Same or not: names compared, and documents that repeat one another told apart."""
