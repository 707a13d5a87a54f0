"""One test file per model module, with exact answers."""
