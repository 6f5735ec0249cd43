"""The warehouse as a folder of plain pages, one for each county and township, that any web server carries."""
