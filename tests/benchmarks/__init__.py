"""Tests of what measures: the corpus and its loader."""
