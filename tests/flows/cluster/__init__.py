"""Tests of the cluster, with a Dask scheduler and workers that they start."""
