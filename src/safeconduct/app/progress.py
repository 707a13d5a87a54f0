"""How a use case tells what it is doing."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str], None]
"""Called with a short present-tense phrase before each step that may take longer than a moment."""
