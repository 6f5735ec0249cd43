"""Tests of `flows.state`."""
