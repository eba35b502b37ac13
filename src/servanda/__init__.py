"""The record of what governments agree: read, resolved, reconciled, followed, published."""
