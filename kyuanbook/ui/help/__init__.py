"""F1: what the page in front is for and what to press, in a panel beside it."""
