"""One mutant against the tests that must notice it, in a process of its own with the changed source as the module.

Nothing is written: the changed source lives in the memory of a forked process, which has the libraries loaded already
and imports the project anew.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from multiprocessing import get_context
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest

from tests.mutants.operators import Mutation

ROOT = Path(__file__).parents[2]
# The arguments of runs of pytest, one after the other.
Stages = tuple[tuple[str, ...], ...]
# The fast ones first: a trial ends with the first test that fails, and collects no stage behind it. Before them come a
# module's own tests.
NET: Stages = (
    (
        "transforms/tables",
        "transforms/placement",
        "tests/transforms/tables",
        "tests/transforms/placement",
        "tests/transforms/form",
        "tests/transforms/test_cases.py::test_the_tables_of_a_text",
        "tests/transforms/test_cases.py::test_the_text_of_a_cell",
    ),
    (
        "tests/test_real_reports.py",
        "tests/transforms/placement/test_known_figures.py",
        "tests/mutants/generated.py",
    ),
)
_OURS = ("transforms", "tests")
# Plugins of other packages are loaded anew in each trial, and rewritten asserts are for people.
_OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "--assert=plain", "--rootdir", str(ROOT))
_MOST_BYTES = 6 << 30


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a trial ended: `killer` is the test that failed, '' where none did; `seconds` are those of the processor."""

    mutation: Mutation | None
    killer: str
    seconds: float


class OutOfTimeError(Exception):
    """A mutant ran for longer than all tests need."""


class _Loader(SourceFileLoader):
    """Loads a module from a source in memory instead of its file."""

    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self.source = source

    def get_code(self, fullname: str) -> CodeType:
        """The compiled source."""
        return compile(self.source, self.path, "exec", dont_inherit=True)


class MutantFinder(MetaPathFinder):
    """Finds the mutated module, and leaves all others to the finders behind it."""

    def __init__(self, mutation: Mutation) -> None:
        self.module = mutation.module
        self.path = path_of(mutation.module)
        self.source = mutation.apply(self.path.read_text("utf-8"))

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The mutated module's specification."""
        if fullname != self.module:
            return None
        return spec_from_file_location(fullname, self.path, loader=_Loader(fullname, str(self.path), self.source))


class _Recorder:
    """Remembers the first test that fails, or the file that cannot be collected."""

    killer = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.killer = self.killer or report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.killer = self.killer or f"{report.nodeid} (collection)"


def path_of(module: str) -> Path:
    """The file of a module of the project."""
    path = ROOT / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def run_trials(
    mutations: Sequence[Mutation | None], *, processes: int, seconds: float, net: Stages = NET
) -> Iterator[Outcome]:
    """Try mutations, each in a fresh process; None is the source as it is.

    `seconds` of the processor are the most that a trial gets: what never ends is noticed as well.
    """
    _load_libraries()
    trials = [(mutation, _stages(mutation, net), seconds) for mutation in mutations]
    with get_context("fork").Pool(processes, maxtasksperchild=1) as pool:
        yield from pool.imap(_try, trials, chunksize=1)


def _stages(mutation: Mutation | None, net: Stages) -> Stages:
    """The arguments of pytest for each stage: first the module's own tests, then the net without what was run."""
    own = own_tests_of(mutation.module) if mutation else ""
    stages = ((own,) if own else (), *net)
    named = {path for stage in stages for path in stage if path.endswith(".py")}
    return tuple((*stage, *(f"--ignore={path}" for path in sorted(named - {*stage}))) for stage in stages if stage)


def own_tests_of(module: str) -> str:
    """The test file that mirrors a module, '' where there is none."""
    room, _, name = module.rpartition(".")
    path = f"tests/{room.replace('.', '/')}/test_{name}.py"
    return path if (ROOT / path).exists() else ""


def _load_libraries() -> None:
    """Import what the project imports, so that a forked process has it."""
    import hypothesis.strategies  # noqa: F401

    import transforms.frames
    import transforms.report  # noqa: F401


def _try(trial: tuple[Mutation | None, Stages, float]) -> Outcome:
    mutation, stages, seconds = trial
    _forget_project()
    if mutation is not None:
        sys.meta_path.insert(0, MutantFinder(mutation))
    _limit(seconds)
    killer = _run_stages(stages)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return Outcome(mutation, killer, usage.ru_utime + usage.ru_stime)


def _run_stages(stages: Stages) -> str:
    """Run the tests; the one that failed, or what else ended the run, '' where all passed."""
    recorder = _Recorder()
    os.chdir(ROOT)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        with Path(os.devnull).open("w") as nowhere:
            sys.stdout = sys.stderr = nowhere
            for stage in stages:
                status = pytest.main([*_OPTIONS, *stage], plugins=[recorder])
                if killer := recorder.killer or ("" if status == pytest.ExitCode.OK else f"pytest: {status!r}"):
                    return killer
    except OutOfTimeError:
        return "out of time"
    return ""


def _forget_project() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] in _OURS]:
        if not name.startswith("tests.mutants") and name != "tests":
            del sys.modules[name]


def _limit(seconds: float) -> None:
    """Bound the time on the processor and the memory; an exception in whatever runs then makes its test fail."""
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, 5)
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))


def _stop(_signal: int, _frame: Any) -> None:
    raise OutOfTimeError
