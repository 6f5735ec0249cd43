"""Tests of `flows.raw`."""
