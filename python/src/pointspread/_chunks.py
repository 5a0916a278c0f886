"""The graph of a filter on an array in chunks: what goes from chunk to chunk, and what each task does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from itertools import accumulate, pairwise, product
from typing import Any, NamedTuple

import numpy as np
from dask.highlevelgraph import Layer, MaterializedLayer
from dask.task_spec import GraphNode, Task, TaskRef
from dask.typing import Key

from ._neighbours import Part


class Call(NamedTuple):
    """A filter and its parameters, but for those that differ from chunk to chunk."""

    function: Callable[..., Any]
    parameters: dict[str, Any]
    keeps_place: bool
    dtype: np.dtype[Any]
    components: int
    """The number of results that lie along a further axis, or 0 where there is no such axis."""


class FilterLayer(Layer):
    """The tasks that filter an array.

    They are made when they are asked for. As long as they are not, the graph takes memory for the chunks along each axis, not
    for all chunks.
    """

    has_legacy_tasks = False

    def __init__(self, name: str, source: str, call: Call, axes: tuple[tuple[Part | None, ...], ...]) -> None:
        super().__init__()
        self.name, self.source, self.call, self.axes = name, source, call, axes

    def tasks(self, output: tuple[Any, ...]) -> Iterator[GraphNode]:
        """What makes a chunk of the result: slices of other chunks, each cut out where that chunk is, and the filter."""
        index = output[len(output) - len(self.axes) :]
        wanted = [parts[place] for parts, place in zip(self.axes, index, strict=True)]
        parts = tuple(part for part in wanted if part is not None)
        if len(parts) < len(wanted):
            shape = tuple(part.size if part else 0 for part in wanted)
            yield Task(output, _nothing, self.call, shape)
            return
        given = []
        for pieces in product(*(part.pieces for part in parts)):
            chunks, starts, stops, are_whole = zip(*pieces, strict=True) if pieces else ((),) * 4
            if all(are_whole):
                given.append(TaskRef((self.source, *chunks)))
                continue
            key = (f"{self.name}-slice", *chunks, *starts, *stops)
            given.append(TaskRef(key))
            yield Task(key, _cut, TaskRef((self.source, *chunks)), starts, stops)
        sizes = tuple(tuple(piece.stop - piece.start for piece in part.pieces) for part in parts)
        yield Task(output, _filtered, self.call, tuple(part._replace(pieces=()) for part in parts), sizes, *given)

    def cull(self, keys: set[Key], all_hlg_keys: Collection[Key]) -> tuple[Layer, Mapping[Key, set[Key]]]:
        """The tasks that make some chunks of the result, and what each depends on."""
        own = [key for key in keys if isinstance(key, tuple) and key[0] == self.name]
        tasks = {task.key: task for key in own for task in self.tasks(key)}
        others = {key: {other for other in task.dependencies if other not in tasks} for key, task in tasks.items()}
        return MaterializedLayer(tasks, annotations=self.annotations), others

    def get_output_keys(self) -> set[Any]:
        """The chunks of the result."""
        leading = [(self.name, 0)] if self.call.components else [(self.name,)]
        return {(*head, *index) for head in leading for index in product(*(range(len(parts)) for parts in self.axes))}

    def is_materialized(self) -> bool:
        """Whether all tasks have been made."""
        return "_all" in self.__dict__

    @cached_property
    def _all(self) -> dict[Any, GraphNode]:
        return {task.key: task for key in self.get_output_keys() for task in self.tasks(key)}

    def __getitem__(self, key: Key) -> GraphNode:
        return self._all[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


def _nothing(call: Call, shape: tuple[int, ...]) -> np.ndarray[Any, Any]:
    """A chunk without elements."""
    return np.empty(_with_components(call, shape), call.dtype)


def _with_components(call: Call, shape: tuple[int, ...]) -> tuple[int, ...]:
    return (call.components, *shape) if call.components else shape


def _cut(chunk: Any, starts: tuple[int, ...], stops: tuple[int, ...]) -> np.ndarray[Any, Any]:
    """A slice as a copy, since a view would keep the whole chunk in memory."""
    return np.array(np.asarray(chunk)[tuple(map(slice, starts, stops))], order="C")


def _filtered(call: Call, parts: tuple[Part, ...], sizes: tuple[tuple[int, ...], ...], *pieces: Any) -> np.ndarray[Any, Any]:
    """Filters what the pieces amount to."""
    samples = np.asarray(pieces[0]) if len(pieces) == 1 else _joined(sizes, pieces)
    given = {**call.parameters, "origin": tuple(part.origin for part in parts) or None}
    borders = [part.border for part in parts if part.border is not None]
    if borders:
        given["border"] = borders
    if call.keeps_place:
        return call.function(samples, **given, halo=tuple(part.halo for part in parts) or None)  # type: ignore[no-any-return]
    result = call.function(samples, **given)
    kept = tuple(slice(*part.kept) for part in parts)
    return result if kept == tuple(slice(0, size) for size in result.shape) else result[kept].copy()  # type: ignore[no-any-return]


def _joined(sizes: tuple[tuple[int, ...], ...], pieces: tuple[Any, ...]) -> np.ndarray[Any, Any]:
    """Pieces put together, the last axis fastest."""
    whole = np.empty(tuple(sum(each) for each in sizes), np.asarray(pieces[0]).dtype)
    bounds = [list(pairwise(accumulate(each, initial=0))) for each in sizes]
    for place, piece in zip(product(*bounds), pieces, strict=True):
        whole[tuple(slice(*pair) for pair in place)] = piece
    return whole
