"""Checks every vector file, and every conformance.json of the project, against its JSON Schema."""

import json
import pathlib
import sys
from collections.abc import Iterable

import jsonschema

from .paths import ROOT, VECTORS

CONFORMANCE = ROOT / "Conformance"


def problems(schema_path: pathlib.Path, files: Iterable[pathlib.Path]) -> list[str]:
    """What of the files isn't as the schema says, a line each."""
    schema = json.loads(schema_path.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    return [
        f"{file.relative_to(ROOT)}: {error.json_path}: {error.message[:300]}"
        for file in files
        for error in validator.iter_errors(json.loads(file.read_text()))
    ]


suites = sorted(VECTORS.glob("*/*.json"))
ports = [
    CONFORMANCE / "adapters" / "reference.json",
    *sorted((CONFORMANCE / "adapters" / "python").glob("*.json")),
    *sorted((CONFORMANCE / "implementations").glob("*/conformance.json")),
]
found = problems(VECTORS / "schema.json", suites) + problems(CONFORMANCE / "conformance.schema.json", ports)
print("\n".join(found) or f"{len(suites)} suites and {len(ports)} files of ports are valid")
sys.exit(bool(found))
