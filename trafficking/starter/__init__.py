"""The first content, one readable file a noun."""
