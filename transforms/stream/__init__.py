"""A document as one stream of cells, and the labels and values in it."""
