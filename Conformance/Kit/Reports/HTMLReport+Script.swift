extension HTMLReport {
    static let script = #"""
        "use strict";
        (() => {
        const data = JSON.parse(document.getElementById("data").textContent);
        const glyphs = ["✓", "✗", "!", "≈", "↑", "–", "?"];
        const bad = new Set([1, 2, 4, 6]);
        const at = id => document.getElementById(id);
        const make = (tag, properties, ...children) => {
          const element = Object.assign(document.createElement(tag), properties);
          element.append(...children);
          return element;
        };
        // A long name breaks after a slash or a dot rather than within a word.
        const breakable = name => name.split(/(?<=[/.])/).flatMap(part => [make("wbr"), part]).slice(1);
        const kindOf = cell => cell === null ? -1 : typeof cell === "number" ? cell : cell.kind;

        // The matrix: a body for each suite, whose vectors are made when it is opened.
        const vectors = data.vectors.map(vector => {
          const slash = vector.name.lastIndexOf("/");
          const checks = vector.cells.flatMap(cell => (cell && cell.checks || []).map(check => check[0]));
          return { ...vector, suite: vector.name.slice(0, slash), id: vector.name.slice(slash + 1), kinds: vector.cells.map(kindOf),
            words: [vector.name, vector.title, vector.class, ...vector.features, ...checks].join(" ").toLowerCase() };
        });
        const suites = [];
        for (const vector of vectors) {
          let suite = suites[suites.length - 1];
          if (!suite || suite.name !== vector.suite) suites.push(suite = { name: vector.suite, class: vector.class, vectors: [], open: false });
          suite.vectors.push(vector);
        }
        const classes = [...new Set(suites.map(suite => suite.class))];
        suites.sort((one, other) => classes.indexOf(one.class) - classes.indexOf(other.class));
        const table = at("matrix");
        // A column has the name without the language in parentheses, where that tells it from the others.
        const shorten = name => name.replace(/ \([^()]*\)/, "");
        const shortName = name => data.runs.filter(run => shorten(run.name) === shorten(name)).length === 1 ? shorten(name) : name;
        table.classList.toggle("many", data.runs.length > 4);
        table.tHead.append(make("tr", {}, make("th", { scope: "col", textContent: "vector" }),
          ...data.runs.map(run => make("th", { scope: "col", className: "run", title: run.name }, make("span", { textContent: shortName(run.name) })))));

        const templates = new Map();
        const cellOf = kind => {
          if (!templates.has(kind)) {
            const cell = make("td", { className: "k" + (kind < 0 ? "x" : kind), tabIndex: -1, textContent: kind < 0 ? "" : glyphs[kind] });
            cell.setAttribute("role", "gridcell");
            cell.setAttribute("aria-label", kind < 0 ? "not part of this run" : data.kinds[kind]);
            templates.set(kind, cell);
          }
          return templates.get(kind).cloneNode(true);
        };
        const counts = (list, column) => {
          const kinds = list.map(vector => vector.kinds[column]).filter(kind => kind >= 0 && kind !== 5);
          const failing = kinds.filter(kind => bad.has(kind)).length;
          const cell = make("td", { className: failing ? "bad" : "", textContent: kinds.length ? `${kinds.filter(kind => kind === 0).length}/${kinds.length}` : "–" });
          cell.setAttribute("aria-label", kinds.length ? `${kinds.length - failing} of ${kinds.length} do not fail` : "nothing judged");
          return cell;
        };
        const rowOf = vector => {
          const row = make("tr", { className: "vector" },
            make("th", { scope: "row" }, make("b", { textContent: vector.id }), make("span", { textContent: vector.title })));
          vector.kinds.forEach(kind => row.append(cellOf(kind)));
          row.vector = vector;
          return row;
        };
        let bodies = [];
        const fill = body => {
          const open = body.suite.open || forced();
          body.button.setAttribute("aria-expanded", open);
          while (body.rows.length && !open) body.rows.pop().remove();
          if (open && !body.rows.length) {
            body.rows = body.shown.map(rowOf);
            body.element.append(...body.rows);
          }
        };
        const filter = { words: [], verdict: "", class: "", differ: false, all: false };
        const narrow = () => filter.words.length || filter.verdict !== "" || filter.differ;
        const forced = () => filter.all || narrow();
        const matches = vector => filter.words.every(word => vector.words.includes(word))
          && (filter.class === "" || vector.class === filter.class)
          && (filter.verdict === "" || vector.kinds.some(kind => filter.verdict === "bad" ? bad.has(kind) : kind === +filter.verdict))
          && (!filter.differ || new Set(vector.kinds.filter(kind => kind >= 0)).size > 1);
        const render = () => {
          for (const body of bodies) body.element.remove();
          bodies = [];
          let total = 0, lastClass = "";
          const fragment = document.createDocumentFragment();
          for (const suite of suites) {
            const shown = suite.vectors.filter(matches);
            if (!shown.length) continue;
            total += shown.length;
            const element = make("tbody");
            if (suite.class !== lastClass) {
              lastClass = suite.class;
              const own = vectors.filter(vector => vector.class === lastClass && matches(vector));
              element.append(make("tr", { className: "class" }, make("th", { scope: "rowgroup" }, ...breakable(lastClass)), ...data.runs.map((_, column) => counts(own, column))));
            }
            const button = make("button", { type: "button" }, ...breakable(suite.name));
            element.append(make("tr", { className: "suite" }, make("th", { scope: "rowgroup" }, button), ...data.runs.map((_, column) => counts(shown, column))));
            const body = { suite, shown, element, button, rows: [] };
            button.onclick = () => { suite.open = button.getAttribute("aria-expanded") !== "true"; if (forced() && !suite.open) { body.rows.splice(0).forEach(row => row.remove()); button.setAttribute("aria-expanded", false); } else fill(body); };
            bodies.push(body);
            fill(body);
            fragment.append(element);
          }
          table.append(fragment);
          at("shown").value = total === vectors.length ? `${total} vectors` : `${total} of ${vectors.length} vectors`;
          const first = table.querySelector("tr.vector td");
          if (first) first.tabIndex = 0;
        };

        // The cell that has the focus is the only one in the tab order; arrow keys move it.
        const focus = cell => {
          const old = table.querySelector('td[tabindex="0"]');
          if (old) old.tabIndex = -1;
          cell.tabIndex = 0;
          cell.focus();
        };
        table.addEventListener("keydown", event => {
          const cell = event.target.closest("tr.vector td");
          if (!cell) return;
          const rows = event.key === "ArrowUp" || event.key === "ArrowDown" ? [...table.querySelectorAll("tr.vector")] : [];
          const next = { ArrowLeft: () => cell.previousElementSibling, ArrowRight: () => cell.nextElementSibling,
            ArrowUp: () => rows[rows.indexOf(cell.parentNode) - 1]?.cells[cell.cellIndex],
            ArrowDown: () => rows[rows.indexOf(cell.parentNode) + 1]?.cells[cell.cellIndex],
            Home: () => cell.parentNode.cells[1], End: () => cell.parentNode.lastElementChild }[event.key];
          if (event.key === "Enter" || event.key === " ") open(cell.parentNode.vector, cell.cellIndex - 1);
          else if (!next) return;
          else { const target = next(); if (target && target.tagName === "TD") focus(target); }
          event.preventDefault();
        });
        table.addEventListener("click", event => {
          const cell = event.target.closest("tr.vector td");
          if (!cell) return;
          focus(cell);
          open(cell.parentNode.vector, cell.cellIndex - 1);
        });

        // The detail of a cell.
        const link = (text, url) => /^https?:\/\//.test(url) ? make("a", { href: url, textContent: text, target: "_blank", rel: "noopener noreferrer" }) : make("span", { textContent: text });
        const marked = (text, other) => {
          const one = [...text], two = [...other];
          let start = 0, end = 0;
          while (start < one.length && start < two.length && one[start] === two[start]) start++;
          while (end < one.length - start && end < two.length - start && one[one.length - 1 - end] === two[two.length - 1 - end]) end++;
          const element = make("dd", {}, one.slice(0, start).join(""));
          const middle = one.slice(start, one.length - end).join("");
          if (middle) element.append(make("mark", { textContent: middle }));
          element.append(one.slice(one.length - end).join(""));
          return element;
        };
        const block = (title, text, isOpen) => text ? [make("details", { open: isOpen }, make("summary", { textContent: title }), make("pre", { textContent: text }))] : [];
        const releases = list => list.map(([first, next]) => (first ? `from ${first}` : "from the first release") + (next ? ` up to, not including, ${next}` : " on")).join("; ");
        const quoted = name => /^[\w./:@%+,=-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
        function open(vector, column) {
          const cell = vector.cells[column];
          if (cell === null) return;
          const kind = kindOf(cell), more = typeof cell === "number" ? {} : cell, run = data.runs[column];
          const parts = [make("h2", { id: "detail-name" }, ...breakable(vector.name)), make("p", { className: "title", textContent: vector.title }),
            make("p", {}, make("span", { className: "tag k" + kind, textContent: data.kinds[kind] }), run.name, more.flaky ? " · flaky: it did not happen again when it was run alone" : "")];
          if (more.reason) parts.push(make("pre", { textContent: more.reason }));
          if (more.unclaimed) parts.push(make("p", { textContent: "The adapter does not claim " + more.unclaimed.join(", ") + "." }));
          for (const [check, pointer, wanted, got, detail] of more.checks || []) {
            parts.push(make("h3", { textContent: check }), make("dl", { className: "diff" }, make("dt", { textContent: "wanted" }), marked(wanted, got), make("dt", { textContent: "got" }), marked(got, wanted),
              ...(detail ? [make("dt", { textContent: "it says" }), make("dd", { textContent: detail })] : [])),
              make("p", { className: "dim", textContent: (pointer ? `at ${pointer} · ` : "") + (data.matters[check] || "") }));
          }
          if (more.known) parts.push(make("h3", { textContent: "Listed as known" }), make("ul", { className: "plain" }, ...more.known.map(([check, reason, url]) => make("li", {}, `${check}: ${reason} `, ...(url ? [link(url, url)] : [])))));
          parts.push(make("h3", { textContent: vector.basis === "documented" ? "Documented in" : "Observed in" }),
            make("ul", { className: "plain" }, ...vector.sources.map(id => make("li", {}, data.sources[id] ? link(...data.sources[id]) : id))),
            make("p", { className: "dim", textContent: [vector.class, vector.releases.length ? releases(vector.releases) : "every release", ...(vector.features.length ? ["needs " + vector.features.join(", ")] : [])].join(" · ") }));
          parts.push(...block("Standard error", more.stderr, true), ...block("What the adapter answered", more.answer, false), ...block("Expected", vector.expect, kind === 0), ...block("Case", vector.case, false));
          const command = [run.command[0], "--run", quoted(vector.name), run.command[1]].filter(Boolean).join(" ");
          const copy = make("button", { type: "button", textContent: "Copy" });
          copy.onclick = () => navigator.clipboard.writeText(command).then(() => { copy.textContent = "Copied"; });
          parts.push(make("h3", { textContent: "Run it again" }), make("div", { className: "command" }, make("pre", { textContent: command }), copy));
          if (data.runs.length > 1) parts.push(make("h3", { textContent: "Implementations" }), make("div", { className: "others" }, ...data.runs.map((other, index) => {
            const kind = vector.kinds[index];
            const button = make("button", { type: "button", disabled: kind < 0, textContent: `${kind < 0 ? "" : glyphs[kind] + " "}${other.name}` });
            button.setAttribute("aria-current", index === column);
            button.onclick = () => open(vector, index);
            return button;
          })));
          at("detail-body").replaceChildren(...parts);
          const dialog = at("detail");
          if (!dialog.open) dialog.showModal();
          dialog.scrollTop = 0;
          showAddress(`#${encodeURIComponent(vector.name)}/${column}`);
        }
        // The address that a person can copy. A browser refuses to change it some hundred times within seconds.
        let addressTimer;
        function showAddress(address) {
          clearTimeout(addressTimer);
          addressTimer = setTimeout(() => history.replaceState(null, "", address), 100);
        }
        at("detail").addEventListener("close", () => showAddress(location.pathname + location.search));
        at("detail").addEventListener("click", event => { if (event.target === at("detail")) at("detail").close(); });

        // The filter.
        const choose = (select, choices) => select.append(...choices.map(([value, text]) => make("option", { value, textContent: text })));
        const kindsSeen = data.kinds.map((_, kind) => kind).filter(kind => vectors.some(vector => vector.kinds.includes(kind)));
        choose(at("verdict"), [["", "any"], ["bad", "breaks the gate"], ...kindsSeen.map(kind => [kind, data.kinds[kind]])]);
        choose(at("class"), [["", "all"], ...classes.map(name => [name, name])]);
        at("differ-label").hidden = data.runs.length < 2;
        at("legend").textContent = kindsSeen.map(kind => `${glyphs[kind]} ${data.kinds[kind]}`).join("  ");
        at("remarks").append(...data.runs.flatMap(run => run.remarks.map(([kind, text]) => make("li", { textContent: `${run.name}: ${kind}: ${text}` }))));
        let timer = 0;
        const changed = () => {
          Object.assign(filter, { words: at("search").value.toLowerCase().split(/\s+/).filter(Boolean), verdict: at("verdict").value, class: at("class").value, differ: at("differ").checked });
          render();
        };
        at("search").addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(changed, 120); });
        for (const id of ["verdict", "class", "differ"]) at(id).addEventListener("change", changed);
        at("expand").onclick = () => {
          filter.all = !filter.all;
          for (const suite of suites) suite.open = false;
          at("expand").setAttribute("aria-pressed", filter.all);
          at("expand").textContent = filter.all ? "Show suites only" : "Show all vectors";
          render();
        };
        document.querySelector("form.filter").addEventListener("submit", event => event.preventDefault());
        document.addEventListener("keydown", event => {
          if (event.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(event.target.tagName) && !at("detail").open) { at("search").focus(); event.preventDefault(); }
        });
        document.querySelector("main").hidden = false;
        render();
        const [name, column] = [decodeURIComponent(location.hash.slice(1, location.hash.lastIndexOf("/"))), +location.hash.slice(location.hash.lastIndexOf("/") + 1)];
        const named = vectors.find(vector => vector.name === name);
        if (named && column < data.runs.length) open(named, column);
        document.documentElement.dataset.ready = "yes";
        })();
        """#
}
