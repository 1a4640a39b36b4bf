"""Several processes at work on a stream of batches, with the order kept and little in memory."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any, TypeVar

from tone.errors import ToneError

if TYPE_CHECKING:
    from tone.classify.classifier import EmotionClassifier

BatchT = TypeVar("BatchT")
TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")

AHEAD = 3
"""Tasks that are handed out for each process, so that none waits for the next."""


def map_batches(
    work: Callable[[EmotionClassifier, TaskT], ResultT],
    classifier: EmotionClassifier,
    tasks: Iterable[tuple[BatchT, TaskT]],
    *,
    jobs: int = 1,
) -> Iterator[tuple[BatchT, ResultT]]:
    """Do the same work on task after task.

    On Linux the processes are forked, and share the words in memory; elsewhere, and where the sentence encoder's
    threads forbid forking, each is given the classifier once, pickled with its overlays and options.

    Args:
        work: what is done; a function of a module, so that processes can import it.
        classifier: given to the work.
        tasks: batches, each with what the work needs of it; only the latter travels between processes.
        jobs: number of processes; with 1 the work is done in this one.

    Yields:
        Each batch with its result, in order.

    Raises:
        ValueError: fewer than one job.
        ToneError: a process ended without an answer.
    """
    if jobs < 1:
        raise ValueError(f"jobs {jobs} is below 1")
    return _alone(work, classifier, tasks) if jobs == 1 else _together(work, classifier, tasks, jobs)


def _alone(
    work: Callable[[EmotionClassifier, TaskT], ResultT],
    classifier: EmotionClassifier,
    tasks: Iterable[tuple[BatchT, TaskT]],
) -> Iterator[tuple[BatchT, ResultT]]:
    for batch, task in tasks:
        yield batch, work(classifier, task)


def _together(
    work: Callable[[EmotionClassifier, TaskT], ResultT],
    classifier: EmotionClassifier,
    tasks: Iterable[tuple[BatchT, TaskT]],
    jobs: int,
) -> Iterator[tuple[BatchT, ResultT]]:
    classifier.classify("so happy")  # what is read late is read before the processes share it
    forks = sys.platform == "linux" and "torch" not in sys.modules
    context: Any = multiprocessing.get_context("fork" if forks else "spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_prepare, initargs=(work, classifier))
    waiting: deque[tuple[BatchT, Future[ResultT]]] = deque()
    try:
        for batch, task in tasks:
            waiting.append((batch, pool.submit(_perform, task)))
            if len(waiting) >= jobs * AHEAD:
                done, future = waiting.popleft()
                yield done, future.result()
        while waiting:
            done, future = waiting.popleft()
            yield done, future.result()
    except BrokenProcessPool as error:
        raise ToneError(
            "a process ended without an answer, perhaps for want of memory: use fewer jobs, and go on with resume"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


_OWN: dict[str, Any] = {}
"""What a worker process was given at its start."""


def _prepare(work: Callable[..., Any], classifier: EmotionClassifier) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that hands out the tasks
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _OWN.update(work=work, classifier=classifier)


def _leave_with_parent() -> None:
    """End when the process that hands out the tasks has ended, however it did; a pool alone would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _perform(task: Any) -> Any:
    return _OWN["work"](_OWN["classifier"], task)
