"""What lies beside the published warehouse: paths, lock, run folder, run log."""
