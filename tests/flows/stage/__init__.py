"""Tests of `flows.stage`."""
