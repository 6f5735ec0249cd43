"""Tests of `flows.commands`."""
