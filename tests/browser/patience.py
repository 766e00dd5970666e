"""How long the browser tests wait for what must come: no machine is too slow, and nobody waits where all is well."""

PATIENCE = 60_000  # milliseconds
