"""Publish: a dossier to documents. Same bytes on every run: no clock, no network, no chance."""
