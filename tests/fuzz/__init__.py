"""Files that were sound until chance damaged them, read in great numbers: none may raise, crash, hang or be lost."""
