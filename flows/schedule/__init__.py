"""Prefect's flows, servers and schedules around a run."""
