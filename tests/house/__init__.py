"""Tests of the house itself: layers, sizes, words, documents, and what must never be in the tree."""
