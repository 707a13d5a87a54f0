"""The words of the field as frozen values; knows nothing of the world (no files, clocks, networks, chance)."""
