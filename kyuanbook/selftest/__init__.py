"""The installed program tries itself out."""
