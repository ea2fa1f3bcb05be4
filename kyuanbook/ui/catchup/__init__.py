"""补记: a day's visits typed back row by row, as they stand on paper."""
