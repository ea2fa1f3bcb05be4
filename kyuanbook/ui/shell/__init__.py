"""The window's works: what changes, what is done, what is shown, what runs behind."""
