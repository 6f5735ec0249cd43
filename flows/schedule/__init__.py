"""Prefect: the flow of a run, the flow of a night, the schedule, and the server that records them.

Each module that `__all__` names is a door of its own: Prefect takes seconds to load, and its environment must be in
place before that.
"""

__all__ = ["launch", "night", "prefect_server", "serve"]
