// A matrix of vectors by implementation, made from the JSON in #data, and a dialog for each of its cells.

const data = JSON.parse(byId("data").textContent);
const { runs } = data;
const absent = { name: "not part of this run", glyph: "", style: "off absent", isJudged: false };
const vectors = data.vectors.map(prepared);
const kindsSeen = data.kinds.filter((kind) => vectors.some((vector) => vector.kinds.includes(kind)));
const suites = groupedBySuite(vectors);
const classes = classesInOrder();
suites.sort((one, other) => classes.indexOf(one.class) - classes.indexOf(other.class));

const table = byId("matrix");
const detail = byId("detail");
const filter = { words: [], verdict: "", class: "", differ: false, all: false };
const openClasses = new Set();
let bodies = [];
let addressTimer = 0;

fillFailures();
fillTableHead();
fillFilter();
fillRemarks();
listenToTable();
listenToFilter();
listenToDetail();
document.querySelector("main").hidden = false;
render();
openAddressed();
document.documentElement.dataset.ready = "yes";

// MARK: Elements

function byId(id) {
    return document.getElementById(id);
}

/** An element with properties (attributes, where the element has no such property) and children. */
function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
        if (name in element) element[name] = value;
        else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
}

/** A name that breaks after a slash or a dot rather than within a word. */
function breakable(name) {
    return name
        .split(/(?<=[/.])/)
        .flatMap((part) => [make("wbr"), part])
        .slice(1);
}

function link(text, url) {
    return /^https?:\/\//.test(url)
        ? make("a", { href: url, textContent: text, target: "_blank", rel: "noopener noreferrer" })
        : make("span", { textContent: text });
}

// MARK: Vectors and suites

function kindOf(cell) {
    if (cell === null) return absent;
    return data.kinds[typeof cell === "number" ? cell : cell.kind];
}

/** A vector with its suite, its kind of verdict in each run, and the words that the search looks in. */
function prepared(vector) {
    const slash = vector.name.lastIndexOf("/");
    const checks = vector.cells.flatMap((cell) => (cell?.checks ?? []).map(([check]) => check));
    return {
        ...vector,
        suite: vector.name.slice(0, slash),
        id: vector.name.slice(slash + 1),
        kinds: vector.cells.map(kindOf),
        words: [vector.name, vector.title, vector.class, ...vector.features, ...checks].join(" ").toLowerCase(),
    };
}

function groupedBySuite(vectors) {
    const suites = [];
    for (const vector of vectors) {
        let suite = suites.at(-1);
        if (suite?.name !== vector.suite) {
            suite = { name: vector.suite, class: vector.class, vectors: [], open: false };
            suites.push(suite);
        }
        suite.vectors.push(vector);
    }
    return suites;
}

/** The classes as they come, but for those of which nothing was judged, which are last. */
function classesInOrder() {
    const all = [...new Set(suites.map((suite) => suite.class))];
    return [...all.filter(isJudged), ...all.filter((name) => !isJudged(name))];
}

function isJudged(className) {
    return vectors.some((vector) => vector.class === className && vector.kinds.some((kind) => kind.isJudged));
}

// MARK: What differs

/** The differences of the one run, what gains most first. */
function fillFailures() {
    const { failures } = data;
    if (!failures.length) return;
    const list = byId("failures");
    const shown = 12;
    const items = failures.map(failureItem);
    list.append(...items.slice(0, shown));
    const section = list.parentNode;
    section.hidden = false;
    byId("failures-title").textContent =
        failures.length === 1 ? "One difference" : `${failures.length} differences, what gains most first`;
    if (items.length <= shown) return;
    const more = make("button", { type: "button", textContent: `Show ${items.length - shown} more` });
    more.onclick = () => {
        list.append(...items.slice(shown));
        more.remove();
    };
    section.append(more);
}

function failureItem(failure) {
    const { check, wanted, got, reason, sightings } = failure;
    const [least, most] = failure.gain;
    const gainText = least === most ? `${most} vectors` : `${least} to ${most} vectors, by what follows from it,`;
    const heading = check
        ? [
              make("code", { textContent: check }),
              " ",
              make(
                  "span",
                  { className: "edit" },
                  make("del", { textContent: wanted }),
                  " → ",
                  make("ins", { textContent: got }),
              ),
          ]
        : [make("span", { textContent: `${failure.kind}: ${reason}` })];
    const count = sightings.length === 1 ? "1 vector has it" : `${sightings.length} vectors have it`;
    const summary = make(
        "summary",
        {},
        make("span", {
            className: most ? "gain" : "gain none",
            textContent: least === most ? most : `≤ ${most}`,
            title: `${gainText} would pass without this difference`,
        }),
        make(
            "span",
            { className: "what" },
            ...heading,
            make("span", {
                className: "dim",
                textContent: ` ${count}${failure.onlyFollows ? ", and another difference may explain it" : ""}`,
            }),
        ),
    );
    const item = make("details", { className: "failure" }, summary);
    // Most are never opened.
    item.addEventListener("toggle", () => item.childElementCount === 1 && item.append(...failureDetail(failure)), {
        once: true,
    });
    return make("li", {}, item);
}

function failureDetail({ check, sightings }) {
    const shown = 200;
    const rows = sightings.slice(0, shown).map(([name, number]) => {
        const vector = vectors.find((vector) => vector.name === name);
        const result = vector.cells[0];
        const [, , wanted, got, note] = result.checks?.[number] ?? [];
        const button = make("button", { type: "button", className: "plain" }, ...breakable(name));
        button.onclick = () => open(vector, 0);
        const facts = make("dl", { className: "diff" });
        if (result.given) facts.append(make("dt", { textContent: "given" }), make("dd", { textContent: result.given }));
        if (wanted !== undefined)
            facts.append(
                make("dt", { textContent: "wanted" }),
                marked(wanted, got),
                make("dt", { textContent: "got" }),
                marked(got, wanted),
            );
        if (note) facts.append(make("dt", { textContent: "it says" }), make("dd", { textContent: note }));
        if (!check && result.reason)
            facts.append(make("dt", { textContent: "got" }), make("dd", { textContent: result.reason }));
        return make("li", {}, button, make("span", { className: "dim", textContent: ` ${vector.title}` }), facts);
    });
    if (sightings.length > shown) rows.push(make("li", { textContent: `and ${sightings.length - shown} more` }));
    const names = sightings.map(([name]) => name);
    const parts = data.matters[check]
        ? [make("p", { className: "dim", textContent: `Matters: ${data.matters[check]}.` })]
        : [];
    return [...parts, make("ul", { className: "sightings" }, ...rows), commandLine(names, runs[0])];
}

// MARK: The matrix

function fillTableHead() {
    const columns = runs.map((run) =>
        make(
            "th",
            { scope: "col", className: "run", title: run.name },
            make("span", { textContent: shortName(run.name) }),
        ),
    );
    table.classList.toggle("many", runs.length > 4);
    table.tHead.append(make("tr", {}, make("th", { scope: "col", textContent: "vector" }), ...columns));
}

/** The name without the language in parentheses, if that still tells it from the others. */
function shortName(name) {
    const shorten = (name) => name.replace(/ \([^()]*\)/, "");
    return runs.filter((run) => shorten(run.name) === shorten(name)).length === 1 ? shorten(name) : name;
}

/** Shows the suites with a vector that the filter lets through. The rows of a suite are made when it's opened. */
function render() {
    for (const body of bodies) body.element.remove();
    bodies = [];
    let total = 0;
    let lastClass = "";
    for (const suite of suites) {
        const shown = suite.vectors.filter(matches);
        if (!shown.length) continue;
        total += shown.length;
        if (isCollapsed(suite.class)) {
            if (suite.class !== lastClass) bodies.push({ element: make("tbody", {}, classRow(suite.class)) });
            lastClass = suite.class;
            continue;
        }
        const body = bodyOf(suite, shown);
        if (suite.class !== lastClass) {
            lastClass = suite.class;
            body.element.prepend(classRow(lastClass));
        }
        bodies.push(body);
        fill(body);
    }
    table.append(...bodies.map((body) => body.element));
    byId("shown").value = total === vectors.length ? `${total} vectors` : `${total} of ${vectors.length} vectors`;
    const first = table.querySelector("tr.vector td");
    if (first) first.tabIndex = 0;
}

function bodyOf(suite, shown) {
    const button = make("button", { type: "button" }, ...breakable(suite.name));
    const body = { suite, shown, button, element: make("tbody", {}, headingRow("suite", [button], shown)), rows: [] };
    button.onclick = () => {
        suite.open = button.getAttribute("aria-expanded") !== "true";
        fill(body, suite.open);
    };
    return body;
}

/** Makes or removes the rows of a suite. */
function fill(body, open = body.suite.open || opensAll()) {
    body.button.setAttribute("aria-expanded", open);
    if (!open) {
        for (const row of body.rows.splice(0)) row.remove();
    } else if (!body.rows.length) {
        body.rows = body.shown.map(vectorRow);
        body.element.append(...body.rows);
    }
}

/** Whether a class shows no suites: nothing of it was judged, and nobody asks for it. */
function isCollapsed(className) {
    return !isJudged(className) && !openClasses.has(className) && !opensAll() && filter.class === "";
}

function classRow(name) {
    const shown = vectors.filter((vector) => vector.class === name && matches(vector));
    if (isJudged(name)) return headingRow("class", breakable(name), shown);
    const button = make(
        "button",
        { type: "button", "aria-expanded": !isCollapsed(name) },
        ...breakable(name),
        ": unsupported",
    );
    button.onclick = () => {
        if (!openClasses.delete(name)) openClasses.add(name);
        render();
    };
    return headingRow("class", [button], shown);
}

function headingRow(className, heading, shown) {
    const counts = runs.map((_, column) => countCell(shown.map((vector) => vector.kinds[column])));
    return make("tr", { className }, make("th", { scope: "rowgroup" }, ...heading), ...counts);
}

/** How many of these verdicts are passes. */
function countCell(kinds) {
    const judged = kinds.filter((kind) => kind.isJudged);
    const failing = judged.filter((kind) => kind.breaksGate).length;
    return make("td", {
        className: failing ? "bad" : "",
        textContent: judged.length ? `${judged.filter((kind) => kind.isPass).length}/${judged.length}` : "–",
        "aria-label": judged.length ? `${judged.length - failing} of ${judged.length} do not fail` : "nothing judged",
    });
}

function vectorRow(vector) {
    const heading = [make("b", { textContent: vector.id }), make("span", { textContent: vector.title })];
    const row = make(
        "tr",
        { className: "vector" },
        make("th", { scope: "row" }, ...heading),
        ...vector.kinds.map(verdictCell),
    );
    row.vector = vector;
    return row;
}

/** A copy of the kind's cell, which is faster than a new one. */
function verdictCell(kind) {
    kind.cell ??= make("td", {
        className: `verdict ${kind.style}`,
        tabIndex: -1,
        textContent: kind.glyph,
        role: "gridcell",
        "aria-label": kind.name,
    });
    return kind.cell.cloneNode(true);
}

// MARK: Moving in the matrix

function listenToTable() {
    table.addEventListener("keydown", (event) => {
        const cell = event.target.closest("tr.vector td");
        if (!cell) return;
        if (event.key === "Enter" || event.key === " ") open(cell.parentNode.vector, cell.cellIndex - 1);
        else if (!moveFocus(cell, event.key)) return;
        event.preventDefault();
    });
    table.addEventListener("click", (event) => {
        const cell = event.target.closest("tr.vector td");
        if (!cell) return;
        focus(cell);
        open(cell.parentNode.vector, cell.cellIndex - 1);
    });
}

/** Moves the focus from a cell; whether the key is one that moves it. */
function moveFocus(cell, key) {
    const row = cell.parentNode;
    const beside = (step) => {
        const rows = [...table.querySelectorAll("tr.vector")];
        return rows[rows.indexOf(row) + step]?.cells[cell.cellIndex];
    };
    const targets = {
        ArrowLeft: () => cell.previousElementSibling,
        ArrowRight: () => cell.nextElementSibling,
        ArrowUp: () => beside(-1),
        ArrowDown: () => beside(1),
        Home: () => row.cells[1],
        End: () => row.lastElementChild,
    };
    if (!Object.hasOwn(targets, key)) return false;
    const target = targets[key]();
    if (target?.tagName === "TD") focus(target);
    return true;
}

/** The cell that has the focus is the only one in the tab order. */
function focus(cell) {
    const old = table.querySelector('td[tabindex="0"]');
    if (old) old.tabIndex = -1;
    cell.tabIndex = 0;
    cell.focus();
}

// MARK: The filter

function fillFilter() {
    const verdicts = kindsSeen.map((kind) => [kind.name, kind.name]);
    choose(byId("verdict"), [["", "any"], ["breaks the gate", "breaks the gate"], ...verdicts]);
    choose(byId("class"), [["", "all"], ...classes.map((name) => [name, name])]);
    byId("differ-label").hidden = runs.length < 2;
    byId("legend").textContent = kindsSeen.map((kind) => `${kind.glyph} ${kind.name}`).join("  ");
}

function choose(select, choices) {
    select.append(...choices.map(([value, text]) => make("option", { value, textContent: text })));
}

function fillRemarks() {
    for (const run of runs) {
        const remarks = run.remarks.map(([kind, text]) => make("li", { textContent: `${run.name}: ${kind}: ${text}` }));
        byId("remarks").append(...remarks);
    }
}

function listenToFilter() {
    let timer = 0;
    byId("search").addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(readFilter, 120);
    });
    for (const id of ["verdict", "class", "differ"]) byId(id).addEventListener("change", readFilter);
    byId("expand").onclick = toggleAll;
    document.querySelector("form.filter").addEventListener("submit", (event) => event.preventDefault());
    document.addEventListener("keydown", (event) => {
        if (event.key !== "/" || detail.open || /INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) return;
        byId("search").focus();
        event.preventDefault();
    });
}

function readFilter() {
    filter.words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    filter.verdict = byId("verdict").value;
    filter.class = byId("class").value;
    filter.differ = byId("differ").checked;
    render();
}

function toggleAll() {
    filter.all = !filter.all;
    for (const suite of suites) suite.open = false;
    byId("expand").setAttribute("aria-pressed", filter.all);
    byId("expand").textContent = filter.all ? "Show suites only" : "Show all vectors";
    render();
}

/** Whether every suite is open: on request, or because the filter looks for single vectors. */
function opensAll() {
    return filter.all || filter.words.length > 0 || filter.verdict !== "" || filter.differ;
}

function matches(vector) {
    return (
        filter.words.every((word) => vector.words.includes(word)) &&
        (filter.class === "" || vector.class === filter.class) &&
        (filter.verdict === "" || vector.kinds.some(hasChosenVerdict)) &&
        (!filter.differ || new Set(vector.kinds.filter((kind) => kind !== absent)).size > 1)
    );
}

function hasChosenVerdict(kind) {
    return filter.verdict === "breaks the gate" ? kind.breaksGate : kind.name === filter.verdict;
}

// MARK: The detail of a cell

function listenToDetail() {
    detail.addEventListener("close", () => showAddress(location.pathname + location.search));
    detail.addEventListener("click", (event) => {
        if (event.target === detail) detail.close();
    });
}

function open(vector, column) {
    const cell = vector.cells[column];
    if (cell === null) return;
    const result = typeof cell === "number" ? {} : cell;
    byId("detail-body").replaceChildren(
        ...headline(vector, column, result),
        ...(result.given ? [make("p", { textContent: `Given ${result.given}` })] : []),
        ...(result.checks ?? []).flatMap(failedCheck),
        ...deviations(result, runs[column]),
        ...grounds(vector),
        ...block("Standard error", result.stderr, true),
        ...block("What the adapter answered", result.answer, false),
        ...block("Expected", vector.expect, vector.kinds[column].isPass),
        ...block("Case", vector.case, false),
        ...command(vector, runs[column]),
        ...(runs.length > 1 ? implementations(vector, column) : []),
    );
    if (!detail.open) detail.showModal();
    detail.scrollTop = 0;
    showAddress(`#${encodeURIComponent(vector.name)}/${column}`);
}

function headline(vector, column, result) {
    const kind = vector.kinds[column];
    const flaky = result.flaky ? " · flaky: it did not happen again when it was run alone" : "";
    const isNew = result.new ? " · new: it came after the port's edition and doesn't count" : "";
    const tag = make("span", { className: `tag verdict ${kind.style}`, textContent: kind.name });
    const parts = [
        make("h2", { id: "detail-name" }, ...breakable(vector.name)),
        make("p", { className: "title", textContent: vector.title }),
        make("p", {}, tag, runs[column].name, flaky, isNew),
    ];
    if (result.reason) parts.push(make("pre", { textContent: result.reason }));
    if (result.unclaimed) {
        parts.push(make("p", { textContent: `The adapter does not claim ${result.unclaimed.join(", ")}.` }));
    }
    return parts;
}

function failedCheck([check, pointer, wanted, got, note]) {
    const values = [
        make("dt", { textContent: "wanted" }),
        marked(wanted, got),
        make("dt", { textContent: "got" }),
        marked(got, wanted),
    ];
    if (note) values.push(make("dt", { textContent: "it says" }), make("dd", { textContent: note }));
    const place = pointer ? `at ${pointer} · ` : "";
    return [
        make("h3", { textContent: check }),
        make("dl", { className: "diff" }, ...values),
        make("p", { className: "dim", textContent: place + (data.matters[check] ?? "") }),
    ];
}

/** A text in which what the other one hasn't is marked. */
function marked(text, other) {
    const one = [...text];
    const two = [...other];
    let start = 0;
    let end = 0;
    while (start < Math.min(one.length, two.length) && one[start] === two[start]) start++;
    while (end < Math.min(one.length, two.length) - start && one.at(-1 - end) === two.at(-1 - end)) end++;
    const middle = one.slice(start, one.length - end).join("");
    return make(
        "dd",
        {},
        one.slice(0, start).join(""),
        ...(middle ? [make("mark", { textContent: middle })] : []),
        one.slice(one.length - end).join(""),
    );
}

/** What rules of the port excuse, and why. */
function deviations(result, run) {
    if (!result.excused) return [];
    const items = result.excused.map(([[check, wanted, got], rules]) => {
        const reasons = rules.flatMap((rule) => {
            const [kind, reason, url] = run.rules[rule];
            return [`${kind}: ${reason} `, ...(url ? [link(url, url)] : [])];
        });
        return make("li", {}, `${check}: wanted ${wanted}, got ${got} — `, ...reasons);
    });
    const parts = [make("h3", { textContent: "Excused by rules" }), make("ul", { className: "plain" }, ...items)];
    if (result.cutShort) parts.push(make("p", { textContent: "Not judged further." }));
    return parts;
}

/** What the vector follows from, and when it holds. */
function grounds(vector) {
    const sources = vector.sources.map((id) => make("li", {}, data.sources[id] ? link(...data.sources[id]) : id));
    const conditions = [vector.class, releases(vector.releases)];
    if (vector.features.length) conditions.push(`needs ${vector.features.join(", ")}`);
    return [
        make("h3", { textContent: vector.basis === "documented" ? "Documented in" : "Observed in" }),
        make("ul", { className: "plain" }, ...sources),
        ...(vector.reason ? [make("p", { textContent: `Incidental: ${vector.reason}.` })] : []),
        make("p", { className: "dim", textContent: conditions.join(" · ") }),
    ];
}

/** The releases of each project for which a vector holds. */
function releases(projects) {
    const texts = Object.entries(projects).map(([project, intervals]) => {
        const words = intervals.map(([first, next]) => {
            if (!first) return next ? `before ${next}` : "every release";
            return `from ${first} ${next ? `up to, not including, ${next}` : "on"}`;
        });
        return `${project} ${words.join(", and ")}`;
    });
    return texts.join("; ") || "every release";
}

function block(title, text, isOpen) {
    if (!text) return [];
    return [
        make("details", { open: isOpen }, make("summary", { textContent: title }), make("pre", { textContent: text })),
    ];
}

/** The command that runs the vector again, and a button that copies it. */
function command(vector, run) {
    return [make("h3", { textContent: "Run it again" }), commandLine([vector.name], run)];
}

function commandLine(names, run) {
    const [before, after] = run.command;
    const text = [before, ...names.map((name) => `--run ${quoted(name)}`), after].filter(Boolean).join(" ");
    const copy = make("button", { type: "button", textContent: "Copy" });
    copy.onclick = async () => {
        await navigator.clipboard.writeText(text);
        copy.textContent = "Copied";
    };
    return make("div", { className: "command" }, make("pre", { textContent: text }), copy);
}

/** A word as a shell takes it. */
function quoted(name) {
    return /^[\w./:@%+,=-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}

/** The same vector's cells of the other runs. */
function implementations(vector, column) {
    const buttons = runs.map((run, index) => {
        const kind = vector.kinds[index];
        return make("button", {
            type: "button",
            disabled: kind === absent,
            textContent: `${kind.glyph} ${run.name}`.trim(),
            "aria-current": index === column,
            onclick: () => open(vector, index),
        });
    });
    return [make("h3", { textContent: "Implementations" }), make("div", { className: "others" }, ...buttons)];
}

// MARK: The address, which a person can copy

/** Shows the address soon: a browser refuses to change it some hundred times within seconds. */
function showAddress(address) {
    clearTimeout(addressTimer);
    addressTimer = setTimeout(() => history.replaceState(null, "", address), 100);
}

/** Opens the cell that the address names. */
function openAddressed() {
    const slash = location.hash.lastIndexOf("/");
    const name = decodeURIComponent(location.hash.slice(1, slash));
    const column = Number(location.hash.slice(slash + 1));
    const vector = vectors.find((vector) => vector.name === name);
    if (vector && column < runs.length) open(vector, column);
}
