"""Where Keras expects channels."""

from __future__ import annotations


def are_channels_last(data_format: str | None) -> bool:
    """Whether they are the last axis, as they are unless Keras is told otherwise."""
    if data_format not in (None, "channels_last", "channels_first"):
        raise ValueError(f"data_format: expected channels_last or channels_first, found '{data_format}'; use one of the two")
    return data_format != "channels_first"
