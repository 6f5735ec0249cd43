"""The notebook of the warehouse, and the page that it is written to."""
