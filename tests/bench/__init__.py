"""How fast reports are read, as ratios: to other programs on the same reports, and to itself on longer texts."""
