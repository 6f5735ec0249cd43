"""The raw folder: what lies in it and what has changed."""
