"""Build time only: from the hand-kept tables to the released files."""
