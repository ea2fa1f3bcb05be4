"""The settings page: the shop, its sources and calendar, how the program looks, how the book is kept."""
