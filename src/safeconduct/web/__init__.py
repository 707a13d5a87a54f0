"""WEB: the service, with pages that need no script and an API for the day."""
