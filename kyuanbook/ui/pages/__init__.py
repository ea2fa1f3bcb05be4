"""The pages of the sheet."""
