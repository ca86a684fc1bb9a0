"""One module per command: typed arguments in, printed results out; the work itself is done by `kg.api`."""
