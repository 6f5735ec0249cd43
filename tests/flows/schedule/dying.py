"""The command line, in a process whose Prefect server dies at a moment of the test's choice.

`python -c COMMAND MOMENT WAY ingest` runs it: all else is as a user's.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import Any

import flows.schedule.launch
import flows.schedule.prefect_server
from flows.schedule.prefect_server import OwnServer, TemporaryServer

COMMAND = "from tests.flows.schedule.dying import main; main()"
# How long a server that is stopped takes no part in anything before it is killed.
SECONDS_STOPPED = 5.0

Kill = Callable[[], None]


# --- ways ---


def kill_process(server: OwnServer) -> None:
    """End it at once."""
    server.process.kill()
    server.process.wait()


def kill_group(server: OwnServer) -> None:
    """End it and whatever it has started."""
    os.killpg(server.process.pid, signal.SIGKILL)
    server.process.wait()


def stop(server: OwnServer) -> None:
    """Let it hold its connections and answer nothing, for good."""
    os.killpg(server.process.pid, signal.SIGSTOP)


def stop_and_kill(server: OwnServer) -> None:
    """Let it answer nothing for some seconds, in which the run goes on, and end it then."""
    stop(server)
    later = threading.Timer(SECONDS_STOPPED, server.process.kill)
    later.daemon = True
    later.start()


WAYS: dict[str, Callable[[OwnServer], None]] = {
    "process": kill_process,
    "group": kill_group,
    "stopped": stop_and_kill,
    "still": stop,
}


# --- moments ---


def before(module: Any, name: str, kill: Kill) -> None:
    """Kill when the function of a module is called."""
    real = getattr(module, name)

    def call(*arguments: Any, **named: Any) -> Any:
        kill()
        return real(*arguments, **named)

    setattr(module, name, call)


def after(module: Any, name: str, kill: Kill) -> None:
    """Kill when the function of a module has returned."""
    real = getattr(module, name)

    def call(*arguments: Any, **named: Any) -> Any:
        outcome = real(*arguments, **named)
        kill()
        return outcome

    setattr(module, name, call)


def within(module: Any, name: str, kill: Kill) -> None:
    """Kill when the first outcome of a module's generator is there."""
    real = getattr(module, name)

    def call(*arguments: Any, **named: Any) -> Iterator[Any]:
        for number, outcome in enumerate(real(*arguments, **named)):
            if number == 0:
                kill()
            yield outcome

    setattr(module, name, call)


# A moment of the flow: when, and beside the call of which function of `flows.schedule.ingest`.
MOMENTS: dict[str, tuple[Callable[[Any, str, Kill], None], str]] = {
    "reading": (within, "as_tasks"),
    "read": (after, "read_batches"),
    "building": (before, "load"),
    "built": (after, "load"),
    "publishing": (before, "publish"),
    "published": (after, "publish"),
    "showing": (before, "publish_artifacts"),
    "shown": (after, "publish_artifacts"),
    "ended": (after, "_finish"),
}


def arm(moment: str, way: str) -> None:
    """Have the server die: when it is `started`, when it is `ready`, `beginning`: when it knows of the run, or at
    a moment of the flow."""
    launch, wait = flows.schedule.prefect_server.launch_server, TemporaryServer.wait
    kill = WAYS[way]

    def launch_and_kill(*arguments: Any, **named: Any) -> OwnServer:
        server = launch(*arguments, **named)
        kill(server)
        return server

    def wait_and_arm(temporary: TemporaryServer) -> None:
        wait(temporary)
        if moment == "ready":
            kill(temporary.server)
            return
        if moment == "beginning":
            before(import_module("prefect.flow_engine").FlowRunEngine, "begin_run", partial(kill, temporary.server))
            return
        place, name = MOMENTS[moment]
        place(sys.modules["flows.schedule.ingest"], name, partial(kill, temporary.server))

    if moment == "started":
        flows.schedule.prefect_server.launch_server = launch_and_kill
    else:
        TemporaryServer.wait = wait_and_arm  # type: ignore[method-assign, assignment]


def main() -> None:
    """Run the command line as if every run were one for Prefect."""
    flows.schedule.launch.MANY_FILES = 1
    if sys.argv[1] != "never":
        arm(sys.argv[1], sys.argv[2])
    del sys.argv[1:3]
    from flows.start import main as run

    run()
