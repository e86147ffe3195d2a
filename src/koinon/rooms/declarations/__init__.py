"""The figures that members declare each year, and estimates where they did not."""
