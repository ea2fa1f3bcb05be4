"""The way to paper: choose, look, print or keep."""
