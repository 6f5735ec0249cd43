"""What the command line offers beside a run."""
