"""``torch.nn``: its functions, not its layers."""

from . import functional

__all__ = ["functional"]
