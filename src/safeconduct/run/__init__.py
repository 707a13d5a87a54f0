"""The day itself: events folded into a state, commands decided, everyone accounted for."""
