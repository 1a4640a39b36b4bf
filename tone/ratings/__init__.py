"""Human evaluation: sheets for raters, their agreement, and the report. No rating is ever made up as a result."""
