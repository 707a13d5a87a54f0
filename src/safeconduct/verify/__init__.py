"""The independent checker: every rule of ``docs/rules.md`` re-derived, every certificate recomputed.

Imports the model and the standard library, nothing else; knows nothing of how a plan was found. The same files
ship as ``check.pyz``, which either party can run with a bare Python.
"""
