"""Where things are in the project."""

import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
VECTORS = ROOT / "Vectors"
ADAPTERS = ROOT / "Conformance" / "adapters" / "python"
IMPLEMENTATIONS = ROOT / "Conformance" / "implementations"


def adapter_of(project: str) -> pathlib.Path:
    """The adapter of a real project, by the name of its module."""
    return ADAPTERS / f"{project}_adapter.py"
