"""Simulated days: shapes, luck, queues, the day itself, and what is said about a thousand of them."""
