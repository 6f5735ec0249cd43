"""Have the workers of a cluster read the batches of a run, and wait for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flows.cluster.client import connect
from flows.cluster.task import read_task
from flows.errors import RunError
from flows.reading.jobs import Batch, ReadJob
from flows.runs.progress import current_progress
from transforms.language import Pair

if TYPE_CHECKING:
    from distributed import Client, Future


def read_on_cluster(batches: Sequence[Batch], job: ReadJob, workers: int, *, address: str) -> None:
    """Read the batches into the stage by the workers of the cluster at an address; see `flows.runs.run.Steps`.

    How many `workers` there are is the cluster's matter. Nothing is counted here but progress: a batch that was done
    may be done again when a worker is lost, and what counts is in the stage.

    Raises `RunError` where the cluster cannot be reached or is lost, or a worker has another reader or cannot write.
    What was read until then stays in the stage.
    """
    progress = current_progress()
    progress.start(sum(len(batch.files) for batch in batches))
    with connect(address) as client:
        for batch in _read_each(client, batches, job, address):
            progress.advance(len(batch.files))


def _read_each(client: Client, batches: Sequence[Batch], job: ReadJob, address: str) -> Iterator[Batch]:
    from distributed import CancelledError, KilledWorker, as_completed
    from distributed.comm.core import CommClosedError

    asked: dict[str, Batch] = {job.segment_of(batch): batch for batch in batches}
    futures = [client.submit(read_task, batch, job, key=key, pure=False) for key, batch in asked.items()]
    try:
        for future in as_completed(futures, loop=client.loop):
            yield asked[_finish(future)]
    except (CancelledError, CommClosedError, OSError) as error:
        raise RunError(
            Pair(
                "与计算集群{address}失去联系：{why}",
                "the cluster at {address} is lost: {why}",
                address=address,
                why=str(error) or type(error).__name__,
            )
        ) from error
    except KilledWorker as error:
        raise RunError(
            Pair(
                "计算集群{address}的工作进程一再丢失：{why}",
                "the cluster at {address} lost its workers again and again: {why}",
                address=address,
                why=error,
            )
        ) from error


def _finish(future: Future[Pair | None]) -> str:
    """The key of a batch that was read. Raises `RunError` where its worker refused it."""
    refusal = future.result()
    if refusal is not None:
        raise RunError(
            Pair(
                "计算集群的工作进程不能为本次运行读取：{refusal}",
                "a worker of the cluster cannot read for this run: {refusal}",
                refusal=refusal,
            )
        )
    return str(future.key)
