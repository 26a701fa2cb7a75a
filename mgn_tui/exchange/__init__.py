"""The monitoringsformat, in and out."""
