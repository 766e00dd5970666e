"""The deployment check of diagrams: what the engine would not run, or would run wrongly in silence."""
