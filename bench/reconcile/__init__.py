"""How well and how fast figures are reconciled: made-up figures whose errors are known, rivals, an oracle, and times."""
