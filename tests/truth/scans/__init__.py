"""Reports of known figures, printed with real fonts, turned into pictures and spoilt as scanners and cameras do."""
