"""Documents: each takes a plain value and returns bytes or text; `schrijven` puts one file on disk."""
