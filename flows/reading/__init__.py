"""Reading: worker processes that read files into the stage.

Each module that `__all__` names is a door of its own: a worker must have set how many threads polars starts before
polars is loaded, so that `flows.reading.worker` loads next to nothing.
"""

__all__ = ["apart", "batch", "eyes", "fingerprint", "jobs", "office", "pool", "validity", "worker"]
