"""Confirmed claims and printed assumptions to a Situation; what is missing is listed, never filled in."""
