"""From gold data and ratings to figures."""
