"""Tests of `flows.warehouse`."""
