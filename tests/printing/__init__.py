"""Printing for real: a CUPS queue of the tests' own, whose printer writes what it is sent into a folder."""
