"""The adapter protocol (Conformance/PROTOCOL.md) for ports in Python: describe the port, and serve it."""

from .port import Port
from .serve import serve
from .wire import Unsupported

__all__ = ["Port", "Unsupported", "serve"]
