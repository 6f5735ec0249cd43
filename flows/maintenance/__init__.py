"""Programs that renew declared knowledge; each is run by hand, and no run uses them."""

__all__ = ["build_divisions", "build_gazetteer", "protected_names"]
