"""The adapter protocol (Conformance/PROTOCOL.md) for ports in Python: describe the port, and serve it."""

from .port import Port, Unsupported
from .serve import serve

__all__ = ["Port", "Unsupported", "serve"]
