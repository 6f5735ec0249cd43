"""The stage: readings kept from run to run."""
