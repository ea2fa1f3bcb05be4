"""What is typed in: a customer, a visit; each in a panel beside the page."""
