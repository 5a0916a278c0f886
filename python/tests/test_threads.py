"""Threads, forked processes and interrupts."""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from conftest import RunPython

import pointspread as ps

FORK = multiprocessing.get_context("fork")
LONGEST_WAIT = 120
IMAGE = np.random.default_rng(1).random((700, 800)).astype(np.float32)


def test_the_number_of_threads_does_not_matter() -> None:
    expected = ps.gaussian(IMAGE, 5, threads=1)
    for threads in (2, 3, 7, 64, 2**31 - 1):
        assert np.array_equal(ps.gaussian(IMAGE, 5, threads=threads), expected)
    ps.set_threads(3)
    assert ps.get_threads() == 3
    assert np.array_equal(ps.gaussian(IMAGE, 5), expected)


def test_processors_that_this_process_may_use(run_python: RunPython) -> None:
    count = "import os, pointspread; print(pointspread.get_threads(), len(os.sched_getaffinity(0)))"
    one = {min(os.sched_getaffinity(0))}
    assert run_python(count, preexec_fn=lambda: os.sched_setaffinity(0, one)) == "1 1"
    found, most = map(int, run_python(count).split())
    assert 1 <= found <= most


def test_calls_from_many_threads() -> None:
    """Different filters, sizes and types at once, whose plans are made, found and thrown away by each other."""
    generator = np.random.default_rng(2)
    inputs = [generator.random((side, side + 5)) for side in range(20, 60)]
    filters = (
        lambda array, threads: ps.gaussian(array, 2, threads=threads),
        lambda array, threads: ps.box(array, 5, border="wrap", threads=threads),
        lambda array, threads: ps.gradient(array, threads=threads),
        lambda array, threads: ps.correlate(array, np.arange(9.0).reshape(3, 3), threads=threads),
    )
    calls = list(itertools.product(filters, inputs, (1, 2))) * 3
    expected = [filtering(array, 1) for filtering, array, _ in calls]
    switching = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(16) as pool:
            found = list(pool.map(lambda call: call[0](call[1], call[2]), calls))
    finally:
        sys.setswitchinterval(switching)
    assert all(np.array_equal(one, other) for one, other in zip(found, expected, strict=True))


def test_long_calls_let_others_run() -> None:
    """Another thread of Python goes on during a call, short or long."""
    for size in (300, 3000):
        array = np.zeros((size, size))
        result = np.full_like(array, -1)
        # Seen from the other thread while the call goes on: a part of the result is there and a part is not.
        calls, seen = itertools.count(), []
        ended = threading.Event()

        def look(result: Any = result, seen: list[bool] = seen, ended: threading.Event = ended) -> None:
            while not ended.is_set():
                seen.append((result[0, 0] == 0) != (result[-1, -1] == 0))

        thread = threading.Thread(target=look)
        thread.start()
        while not any(seen) and next(calls) < 1000:
            result.fill(-1)
            ps.gaussian(array, 20, out=result, threads=1)
        ended.set()
        thread.join()
        assert any(seen)


def test_a_call_in_a_thread_whose_arrays_are_dropped() -> None:
    results: list[Any] = []
    arrays = [np.random.default_rng(seed).random((900, 900)) for seed in range(4)]
    expected = [ps.gaussian(array, 9) for array in arrays]
    threads = [threading.Thread(target=lambda array=array: results.append(ps.gaussian(array, 9))) for array in arrays]
    for thread in threads:
        thread.start()
    del arrays
    gc.collect()
    for thread in threads:
        thread.join()
    assert all(any(np.array_equal(result, each) for each in expected) for result in results) and len(results) == 4


def _filter(seed: int) -> bytes:
    return ps.gaussian(np.random.default_rng(seed).random((300, 400)), 4, threads=2).tobytes()


def test_forked_pool() -> None:
    """Processes that are forked after the library was used, with several threads."""
    expected = [_filter(seed) for seed in range(8)]
    with FORK.Pool(2) as pool:
        assert pool.map_async(_filter, range(8)).get(LONGEST_WAIT) == expected


def _load(indices: Any, results: Any) -> None:
    for index in iter(indices.get, None):
        results.put((index, _filter(index)))


def test_loader_with_workers() -> None:
    """As data loaders do it: workers that take indices from a queue, while the parent filters too."""
    indices, results = FORK.Queue(), FORK.Queue()
    expected = {seed: _filter(seed) for seed in range(12)}
    workers = [FORK.Process(target=_load, args=(indices, results), daemon=True) for _ in range(2)]
    for worker in workers:
        worker.start()
    for index in expected:
        indices.put(index)
        assert _filter(index) == expected[index]
    found = dict(results.get(timeout=LONGEST_WAIT) for _ in expected)
    for _ in workers:
        indices.put(None)
    for worker in workers:
        worker.join(LONGEST_WAIT)
        assert worker.exitcode == 0
    assert found == expected


def test_fork_while_another_thread_filters() -> None:
    ended = threading.Event()

    def filter_on() -> None:
        for size in itertools.cycle(range(50, 400, 7)):
            if ended.is_set():
                return
            ps.gaussian(np.ones((size, size), np.float32), 1 + size / 100, threads=2)

    expected = _filter(1)
    threads = [threading.Thread(target=filter_on) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(30):
            child = FORK.Process(target=_expect, args=(1, expected))
            child.start()
            child.join(LONGEST_WAIT)
            alive = child.is_alive()
            child.kill()
            assert not alive and child.exitcode == 0
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def _expect(seed: int, expected: bytes) -> None:
    assert _filter(seed) == expected


def test_spawned_processes() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply_async(ps.gaussian, (IMAGE, 2)).get(LONGEST_WAIT).tobytes() == ps.gaussian(IMAGE, 2).tobytes()


def _interrupt_soon(after: threading.Event) -> threading.Thread:
    """Presses Ctrl-C, so to say, shortly after a call has begun."""

    def press() -> None:
        after.wait()
        threading.Event().wait(0.3)
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=press)
    thread.start()
    return thread


@pytest.fixture
def heeds_interrupts() -> Iterator[None]:
    """Shells have the jobs that they start in the background ignore Ctrl-C, and so does Python then."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeds_interrupts")
@pytest.mark.parametrize("threads", [1, None])
def test_interrupts(threads: int | None) -> None:
    """Ctrl-C ends a call of minutes long before its end, and the library works as before."""
    kernel = np.random.default_rng(3).random((151, 151))
    array = np.random.default_rng(4).random((3000, 3000))
    for _ in range(2):
        out = np.full_like(array, -1)
        started = threading.Event()
        thread = _interrupt_soon(started)
        with pytest.raises(KeyboardInterrupt):
            started.set()
            ps.correlate(array, kernel, out=out, threads=threads)
        thread.join()
        written = np.count_nonzero(out != -1)
        assert written < out.size / 2
        # Nothing goes on in the background.
        assert np.count_nonzero(out != -1) == written
        assert np.array_equal(ps.gaussian(IMAGE, 2, threads=threads), ps.gaussian(IMAGE, 2, threads=1))


def test_interrupts_one_after_the_other(run_python: RunPython) -> None:
    """Interrupts at any moment of long and short calls, while results come and go."""
    words = run_python(
        """
        import random, signal
        import numpy as np, pointspread as ps

        signal.signal(signal.SIGALRM, signal.default_int_handler)
        random.seed(5)
        generator = np.random.default_rng(5)
        arrays = [generator.random((side, side)) for side in (30, 200, 900)]
        expected = [ps.gaussian(array, 8) for array in arrays]
        caught = 0
        for turn in range(80):
            array, soft = random.choice(list(zip(arrays, expected)))
            try:
                signal.setitimer(signal.ITIMER_REAL, random.uniform(1e-4, 3e-2))
                for _ in range(100):
                    out = np.empty_like(array)
                    ps.gaussian(array, 8, out=out)
                    ps.gaussian(out, 8, out=out)
                signal.setitimer(signal.ITIMER_REAL, 0)
            except KeyboardInterrupt:
                caught += 1
            signal.setitimer(signal.ITIMER_REAL, 0)
            assert np.array_equal(ps.gaussian(array, 8), soft)
        print(caught > 0)
        """
    )
    assert words == "True"


def test_the_end_of_python(run_python: RunPython) -> None:
    """Plans that are still kept, and calls that still run in another thread, do no harm at the end."""
    program = """
        import threading
        import numpy as np, pointspread as ps
        ps.gaussian(np.zeros((20, 20)), 2)
        thread = threading.Thread(target=lambda: ps.gaussian(np.zeros((2000, 2000)), 30, threads=1), daemon=True)
        thread.start()
        print("end")
        """
    assert run_python(program) == "end"
