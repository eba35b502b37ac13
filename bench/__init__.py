"""How fast Servanda reads, where the time goes, and how that compares: `scripts/bench`."""
