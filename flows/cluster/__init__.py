"""Reading on the workers of a Dask cluster, where one machine is not enough: the same batches, read by the same guarded
reader, into the same stage.

The folders of the raw files, of the run and of the stage are those that the workers have mounted at the same paths, or
raw files and stage are in S3.
"""

from flows.cluster.collect import read_on_cluster

__all__ = ["read_on_cluster"]
