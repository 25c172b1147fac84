"""Checks every vector file against Vectors/schema.json."""

import json
import pathlib
import sys

import jsonschema

folder = pathlib.Path(__file__).parent.parent / "Vectors"
schema = json.loads((folder / "schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)

files = sorted(folder.glob("*/*.json"))
problems = [
    f"{file.relative_to(folder)}: {error.json_path}: {error.message[:300]}"
    for file in files
    for error in validator.iter_errors(json.loads(file.read_text()))
]
print("\n".join(problems) or f"{len(files)} suites are valid")
sys.exit(bool(problems))
