"""Why some tests are expected to fail for now."""

STALE = "a path that began at a boundary event or event sub-process takes what it knew for what it changed"
