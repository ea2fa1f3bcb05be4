"""Pictures of everything, for eyes."""
