"""Tests of `flows.schedule`."""
