"""回访: whom to get in touch with, and what they said."""
