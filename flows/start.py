"""The entry point of the command `nianbao`: from its first line on, Ctrl-C is one line on standard error.

It imports next to nothing before that, as the command line takes the better part of a second to load. What is left is
the time in which Python itself starts, some hundredths of a second.
"""

from __future__ import annotations

from flows.signals import end_at_once, end_silently, handle, mind_the_ends, raise_once


def main() -> None:
    """Load and run the command line. Always ends the process, with its status."""
    handle(end_at_once)
    mind_the_ends()
    from flows.cli import main as run

    status = 1
    try:
        handle(raise_once)
        run()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else status
        raise
    finally:
        handle(end_silently(status))


if __name__ == "__main__":
    main()
