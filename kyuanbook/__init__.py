"""客源本: the customer book of a small shop."""

__version__ = "0.1.0"
