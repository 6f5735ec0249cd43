"""Programs that renew declared knowledge; no run uses them."""
