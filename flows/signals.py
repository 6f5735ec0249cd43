"""What a request to end does: Ctrl-C, or the SIGTERM of whoever ends services, at any moment of a process.

While the program is loaded, and once all is done, there is nothing to clean up: the process ends at once. In between,
the first request is raised as `KeyboardInterrupt`, so that nothing is left behind, and a second one does not wait for
that. Python itself would print a traceback in the first case, and in destructors, where an exception goes no further.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys

from flows.language import said
from transforms.language import Pair

TYPE_CHECKING = False  # that of `typing` takes longer to load than all that is here
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import NoReturn

    Handler = Callable[[int, FrameType | None], None] | signal.Handlers

EXIT_INTERRUPTED = 130
# Seconds.
_MOMENT = 0.02
# It is as it was, or, where the request came behind its publication, the new one.
INTERRUPTED = Pair("已中断；已发布的仓库完好", "interrupted; the published warehouse is whole")


def handle(handler: Handler) -> None:
    """Have requests to end handled so from now on, but for those that who started the process has them ignored."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)


def _describe() -> str:
    """The one line that is told, as JSON where the log is by the variables."""
    if os.environ.get("NIANBAO_LOG_FORMAT") != "json":
        return f"nianbao: {said(INTERRUPTED)}"
    import json
    from datetime import UTC, datetime

    time = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    return json.dumps({"event": INTERRUPTED, "time": time, "level": "error"})


def end_at_once(signum: int = signal.SIGINT, frame: FrameType | None = None) -> NoReturn:
    """End the process with one line; nothing is cleaned up."""
    os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, f"{_describe()}\n".encode())
    os._exit(EXIT_INTERRUPTED)


def _is_loading(frame: FrameType | None) -> bool:
    """Whether a module is being imported."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def _ask_again(signum: int) -> None:
    """Send the request once more, a moment later."""
    import threading

    later = threading.Timer(_MOMENT, os.kill, (os.getpid(), signum))
    later.daemon = True
    later.start()


def raise_once(signum: int, frame: FrameType | None) -> None:
    """Raise the first request as `KeyboardInterrupt`; the next one ends the process.

    It waits until a module is imported: raised in the initialisation of one of another language, such as DuckDB, it
    leaves one that is half made, which may crash the process.
    """
    if _is_loading(frame):
        _ask_again(signum)
        return
    handle(end_at_once)
    raise KeyboardInterrupt


def end_silently(status: int) -> Handler:
    """A handler that ends a process which has said how it ended, without waiting for threads and the like."""

    def end(signum: int, frame: FrameType | None) -> NoReturn:
        os._exit(status)

    return end


def mind_the_ends() -> None:
    """Mind the two places where Python would not ask a handler, or not for long.

    A request that is raised in a destructor would be printed and forgotten: it ends the process. The last moments of
    Python, behind all that was to be done at the exit, are left to pass.
    """
    atexit.register(handle, signal.SIG_IGN)
    print_others = sys.unraisablehook

    def mind(lost: sys.UnraisableHookArgs) -> None:
        if issubclass(lost.exc_type, KeyboardInterrupt):
            end_at_once()
        print_others(lost)

    sys.unraisablehook = mind
