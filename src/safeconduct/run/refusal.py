"""A command that is not carried out, and what the person can do instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why not, in words that name the rule or the number, and the next step."""

    reason: str
    next_step: str
