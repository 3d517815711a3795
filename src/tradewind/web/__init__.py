"""The web interface: three faces over one set of modules. Views parse, call one action or query, and render."""
