"""Tests of `flows.maintenance`."""
