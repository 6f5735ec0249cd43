"""Published versions of the warehouse."""
