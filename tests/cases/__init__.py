"""Whole cases, from reports to answers."""
