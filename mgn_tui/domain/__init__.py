"""Words, values and rules that need no database. Standard library only."""
