"""The warehouse: built from the stage, with its history and guards."""
