"""One run from the raw folder to the published warehouse."""
