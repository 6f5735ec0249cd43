"""The official forms as declared: their cells, the labels that they print, their arithmetic."""
