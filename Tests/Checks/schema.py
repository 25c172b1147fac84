"""Checks every vector file against Vectors/schema.json."""

import json
import sys

import jsonschema

from .paths import VECTORS

schema = json.loads((VECTORS / "schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)

files = sorted(VECTORS.glob("*/*.json"))
problems = [
    f"{file.relative_to(VECTORS)}: {error.json_path}: {error.message[:300]}"
    for file in files
    for error in validator.iter_errors(json.loads(file.read_text()))
]
print("\n".join(problems) or f"{len(files)} suites are valid")
sys.exit(bool(problems))
