"""The first start: a name, a trade, and where to begin."""
