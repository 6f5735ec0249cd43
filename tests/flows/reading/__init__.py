"""Tests of `flows.reading`."""
