"""Drives the HTML report in a headless Chromium.

usage: python -m Checks.reports.page CONFORMANCE-RUN WORK-FOLDER, which holds the JSON reports that formats.py made
"""

import copy
import json
import os
import pathlib
import shutil
import subprocess
import sys

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from .expectation import check

run, work = sys.argv[1], pathlib.Path(sys.argv[2])


def browser() -> webdriver.Chrome:
    options = Options()
    options.binary_location = os.environ.get("CHROMIUM") or shutil.which("chromium") or sys.exit("reports: chromium is not installed")
    for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service(os.environ.get("CHROMEDRIVER") or shutil.which("chromedriver")))


def page(name: str, *reports: pathlib.Path) -> str:
    path = work / f"{name}.page.html"
    subprocess.run([run, "report", *reports, "--html", path], check=True)
    return path.as_uri()


def check_quiet(driver: webdriver.Chrome, url: str) -> None:
    """No message on the console, no request but for the page itself."""
    check(not (messages := driver.get_log("browser")), f"the console says {messages}")
    events = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    urls = {event["params"]["request"]["url"].split("#")[0] for event in events if event["method"] == "Network.requestWillBeSent"}
    check({u for u in urls if not u.startswith("data:")} <= {url}, f"the page asks for {urls}")


def find(driver: webdriver.Chrome, css: str) -> list:
    return driver.find_elements(By.CSS_SELECTOR, css)


def check_hostile(driver: webdriver.Chrome) -> None:
    url = page("hostile", work / "reference.json", work / "hostile.json")
    driver.get(url)
    check(driver.execute_script("return document.documentElement.dataset.ready") == "yes", "the page's script did not run to its end")
    report = json.loads((work / "hostile.json").read_text())
    total = len({r["name"] for r in report["results"]})
    check(find(driver, "#shown")[0].text == f"{total} vectors", f"it shows {find(driver, '#shown')[0].text}")

    # The filter: by words, by verdict, by class, where they differ.
    failed = [r["name"] for r in report["results"] if r["verdict"] == "failed"]
    driver.execute_script("document.getElementById('verdict').value = 'failed'; document.getElementById('verdict').dispatchEvent(new Event('change'))")
    check(len(find(driver, "tr.vector")) == len(failed), f"of {len(failed)} that failed it shows {len(find(driver, 'tr.vector'))}")
    find(driver, "body")[0].send_keys("/" + failed[0])
    WebDriverWait(driver, 5).until(lambda d: len(find(d, "tr.vector")) < len(failed))
    check(failed[0].split("/")[-1] in find(driver, "tr.vector b")[0].text, "the search finds another vector")

    # A cell opens by the keyboard, shows hostile text as text, and closes.
    find(driver, "tr.vector td")[1].click()
    check(find(driver, "#detail[open]"), "a cell does not open")
    WebDriverWait(driver, 5).until(lambda d: d.current_url.endswith("/1"), "the address does not name the open cell")
    find(driver, "#detail .close")[0].send_keys(Keys.ESCAPE)
    check(not find(driver, "#detail[open]"), "the detail does not close")
    WebDriverWait(driver, 5).until(lambda d: "#" not in d.current_url, "the address still names the closed cell")
    driver.switch_to.active_element.send_keys(Keys.ARROW_LEFT, Keys.ARROW_RIGHT, Keys.ENTER)
    check(failed[0] in find(driver, "#detail-name")[0].text, "Enter opens another vector")
    find(driver, "#detail .close")[0].send_keys(Keys.ESCAPE)

    # Cells of every verdict can be opened, and none runs what the adapter wrote.
    driver.execute_script("for (const id of ['search', 'verdict']) { document.getElementById(id).value = ''; document.getElementById(id).dispatchEvent(new Event('change')); }")
    driver.execute_script("document.getElementById('expand').click()")
    check(len(find(driver, "tr.vector")) == total, "not all vectors are shown")
    opened = """const seen = {}; let count = 0;
        for (const cell of document.querySelectorAll('tr.vector td')) {
            seen[cell.className] = (seen[cell.className] || 0) + 1;
            if (seen[cell.className] <= 20) { cell.click(); document.getElementById('detail').close(); count++; }
        }
        return count"""
    check(driver.execute_script(opened) > 50, "not every kind of cell could be opened")
    check(driver.title == "Starlette response conformance", f"the title is {driver.title}")
    check(len(find(driver, "script")) == 2 and not find(driver, "img"), "hostile text became an element")
    check("</script>" in find(driver, "body")[0].get_attribute("textContent"), "hostile text is not shown as text")
    check_quiet(driver, url)


def check_single(driver: webdriver.Chrome) -> None:
    """One run: what differs comes first, and a class of which nothing is judged last and closed."""
    report = json.loads((work / "hostile.json").read_text())
    unsupported = report["results"][0]["class"]
    report["results"] = [
        {key: value for key, value in result.items() if key != "mismatches"} | {"verdict": "unsupported", "unclaimed": [unsupported]}
        if result["class"] == unsupported
        else result
        for result in report["results"]
    ]
    (work / "single.json").write_text(json.dumps(report))
    url = page("single", work / "single.json")
    driver.get(url)
    failures = find(driver, ".failure")
    check(failures and failures[0].location["y"] < 300, "the first difference is not on the first screen")
    gains = [int(gain.text.lstrip("≤ ")) for gain in find(driver, ".gain")]
    check(gains == sorted(gains, reverse=True), f"the differences are not ordered by their gain: {gains}")
    failure = next(failure for failure in failures if failure.find_elements(By.CSS_SELECTOR, ".edit"))
    failure.find_element(By.TAG_NAME, "summary").click()
    WebDriverWait(driver, 5).until(lambda d: find(d, ".failure[open] .sightings li"))
    words = failure.text
    for word in ["given", "wanted", "got", "--run", "Copy"]:
        check(word in words, f"a difference that is open shows no {word}")
    button = failure.find_element(By.CSS_SELECTOR, ".sightings button")
    name = button.text
    button.click()
    check(find(driver, "#detail-name")[0].text == name, "a vector of a difference opens another")
    find(driver, "#detail .close")[0].click()
    check(not find(driver, "#differ-label")[0].is_displayed(), "one run has nothing to differ from")
    classes = find(driver, "tr.class")
    check("unsupported" in classes[-1].text, f"the last class is {classes[-1].text}")
    rows = len(find(driver, "tr.suite"))
    classes[-1].find_element(By.TAG_NAME, "button").click()
    WebDriverWait(driver, 5).until(lambda d: len(find(d, "tr.suite")) > rows, "a class that is unsupported does not open")
    check_quiet(driver, url)


def check_large(driver: webdriver.Chrome) -> None:
    """2,000 vectors by 10 implementations: ready, and filtered, in a second each on a quiet machine; only what is far off fails here."""
    limit = 3000
    report = json.loads((work / "hostile.json").read_text())
    results = []
    while len(results) < 2000:
        for result in report["results"][: 2000 - len(results)]:
            result = copy.deepcopy(result)
            result["name"] = f"round-{len(results) // len(report['results'])}-{result['name']}"
            results.append(result)
    report["results"] = results
    report["summary"]["planned"] = len(results)
    paths = []
    for number in range(10):
        report["implementation"] = f"implementation {number}"
        paths.append(work / f"large-{number}.json")
        paths[-1].write_text(json.dumps(report))
    url = page("large", *paths)
    times = []
    for _ in range(3):
        driver.get(url)
        times.append(driver.execute_script("return new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"))
    check(min(times) < limit, f"the large page is ready after {times} ms")
    script = """const begin = performance.now(); document.getElementById('verdict').value = 'breaks the gate';
        document.getElementById('verdict').dispatchEvent(new Event('change')); document.getElementById('matrix').offsetHeight; return performance.now() - begin"""
    filtered = driver.execute_script(script)
    check(filtered < limit, f"the large page is filtered after {filtered} ms")
    check(len(find(driver, "tr.vector")) > 500, "the filter leaves nothing")
    size = pathlib.Path(work / "large.page.html").stat().st_size / 1e6
    print(f"page: 2,000 × 10 cells ready after {min(times):.0f} ms, filtered after {filtered:.0f} ms ({size:.1f} MB)")


driver = browser()
try:
    check_hostile(driver)
    check_single(driver)
    check_large(driver)
finally:
    driver.quit()
