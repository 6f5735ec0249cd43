"""Documents of office programs: Word, OpenDocument and spreadsheets, and the containers that they come in."""
