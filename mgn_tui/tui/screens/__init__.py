"""One screen per step of the line, each named after its step; its looks lie beside it in `styles/`."""
