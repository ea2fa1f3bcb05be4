"""The book without a window."""
