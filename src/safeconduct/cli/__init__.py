"""One thin file a verb: arguments in, a use case, words out."""
