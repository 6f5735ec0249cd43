"""Tests of `flows.versions`."""
