"""Worker processes that read files into the stage."""
