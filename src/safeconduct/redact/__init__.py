"""Redact: what each level of a document shows, as one table."""
