"""The programs on the other side of the pseudo-terminal: the bare ones we compare ourselves with, and our
list with invented rows."""
