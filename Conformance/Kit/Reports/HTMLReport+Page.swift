extension HTMLReport {
    /// What the reader works with, empty until the script fills it.
    static let controls = #"""
        <noscript><p>The matrix of vectors needs this page's own script.</p></noscript>
        <main hidden>
        <form class="filter" role="search">
        <label class="grow">Search <input type="search" id="search" placeholder="vector, sentence, class, check …" autocomplete="off" spellcheck="false" aria-keyshortcuts="/"></label>
        <label>Verdict <select id="verdict"></select></label>
        <label>Class <select id="class"></select></label>
        <label class="check" id="differ-label"><input type="checkbox" id="differ"> where they differ</label>
        <button type="button" id="expand" aria-pressed="false">Show all vectors</button>
        <output id="shown" aria-live="polite"></output>
        </form>
        <ul id="remarks"></ul>
        <div class="scroll matrix"><table role="grid" aria-label="Verdicts by vector and implementation" id="matrix"><thead></thead></table></div>
        <p class="keys">Arrow keys move, Enter opens, / searches. <span id="legend"></span></p>
        </main>
        <dialog id="detail" aria-labelledby="detail-name"><form method="dialog"><button aria-label="Close" class="close" autofocus>✕</button></form><div id="detail-body"></div></dialog>
        """#

    static let style = #"""
        :root{color-scheme:light dark;--bg:#fff;--text:#1c2024;--dim:#5d666f;--line:#d9dee3;--soft:#f4f6f8;--link:#0a58ca;
        --good:#15713b;--good-bg:#e2f4e8;--bad:#b3261e;--bad-bg:#fbe4e2;--warn:#7a5200;--warn-bg:#fdf0cf;--off:#5d666f;--off-bg:#eceff2;--mark:#ffd9a8}
        @media (prefers-color-scheme:dark){:root{--bg:#14171a;--text:#e4e8eb;--dim:#9aa5ae;--line:#30373d;--soft:#1c2125;--link:#7cb4ff;
        --good:#7ddc9d;--good-bg:#123020;--bad:#ff9a92;--bad-bg:#40191a;--warn:#f1c666;--warn-bg:#3a2d0c;--off:#9aa5ae;--off-bg:#23292e;--mark:#6b4410}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--bg);color:var(--text);font:15px/1.45 system-ui,sans-serif}
        header,main{max-width:1280px;margin:0 auto;padding:0 20px}
        h1{font-size:1.4rem;margin:20px 0 12px}h2{font-size:1.1rem;margin:0 0 2px;overflow-wrap:anywhere}h3{font-size:.95rem;margin:18px 0 4px}
        table{border-collapse:collapse}
        .scroll{overflow-x:auto}
        .summary{margin-bottom:8px}.summary th,.summary td{padding:4px 14px 4px 0;text-align:right;white-space:nowrap;border-bottom:1px solid var(--line);font-weight:400;font-variant-numeric:tabular-nums}
        .summary thead th{color:var(--dim);font-size:.85rem}.summary th:first-child{text-align:left;font-weight:600}
        .summary .bad{color:var(--bad);font-weight:600}.summary .good{color:var(--good);font-weight:600}.summary .none{color:var(--dim)}
        .filter{display:flex;flex-wrap:wrap;gap:10px 16px;align-items:end;padding:14px 0;border-top:1px solid var(--line)}
        .filter label{display:flex;flex-direction:column;font-size:.8rem;color:var(--dim);gap:2px}
        .filter .grow{flex:1 1 240px}.filter .check{flex-direction:row;align-items:center;gap:6px;padding-bottom:7px;font-size:.9rem;color:var(--text)}
        input[type=search],select,button{font:inherit;color:inherit;background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:5px 9px;max-width:100%}
        button{cursor:pointer}button:hover{border-color:var(--dim)}
        output{font-size:.85rem;color:var(--dim);padding-bottom:7px;min-width:9em}
        :focus-visible{outline:2px solid var(--link);outline-offset:1px}
        #remarks{margin:0 0 12px;padding:0;list-style:none}#remarks:empty{display:none}#remarks li{padding:5px 10px;background:var(--warn-bg);border-left:3px solid var(--warn);margin-bottom:4px;overflow-wrap:anywhere}
        .matrix{max-height:calc(100vh - 40px);overflow:auto;border:1px solid var(--line);border-radius:8px}
        #matrix{width:100%;font-size:.9rem}
        #matrix thead th{position:sticky;top:0;z-index:2;background:var(--bg);border-bottom:1px solid var(--line);vertical-align:bottom;padding:8px 6px;font-weight:600}
        #matrix thead th.run{width:130px;min-width:110px;text-align:center}
        #matrix thead th.run span{display:inline-block;line-height:1.25;max-height:19em;overflow:hidden;overflow-wrap:anywhere}
        #matrix.many thead th.run{width:72px;min-width:66px}#matrix.many thead th.run span{writing-mode:vertical-rl;transform:rotate(180deg);text-align:left;white-space:nowrap}
        #matrix th:first-child{text-align:left}
        #matrix tbody th{font-weight:400;text-align:left;padding:3px 10px;border-bottom:1px solid var(--line)}#matrix tbody td{text-align:center;border-bottom:1px solid var(--line);border-left:1px solid var(--line);cursor:pointer;font-variant-numeric:tabular-nums}
        #matrix tr.class th,#matrix tr.class td{background:var(--soft);font-weight:600;cursor:default}#matrix tr.class th{padding-top:7px;padding-bottom:7px}
        #matrix tr.class td{font-size:.85rem}#matrix tr.suite td{font-size:.82rem;color:var(--dim);cursor:default}#matrix tr.suite td.bad{color:var(--bad);font-weight:600}#matrix tr.class td.bad{color:var(--bad)}
        tr.suite button{border:0;background:none;padding:2px 0;text-align:left;width:100%;border-radius:4px}tr.suite button::before{content:"▸";display:inline-block;width:1.1em;color:var(--dim)}tr.suite button[aria-expanded=true]::before{content:"▾"}
        #matrix tr.vector th{padding-left:28px}tr.vector th b{font-weight:500}tr.vector th span{display:block;color:var(--dim);font-size:.83rem;line-height:1.3;padding-bottom:2px}
        td.k0{color:var(--good);background:var(--good-bg)}td.k1,td.k2,td.k4,td.k6{color:var(--bad);background:var(--bad-bg);font-weight:700}td.k3{color:var(--warn);background:var(--warn-bg)}td.k5,td.kx{color:var(--off);background:var(--off-bg)}
        #matrix td.kx{cursor:default}tbody td:focus{outline:2px solid var(--link);outline-offset:-2px}
        .keys{color:var(--dim);font-size:.82rem}
        dialog{width:min(960px,calc(100vw - 24px));max-height:calc(100vh - 24px);border:1px solid var(--line);border-radius:10px;padding:20px 24px;background:var(--bg);color:var(--text);overscroll-behavior:contain}
        dialog::backdrop{background:#0008}.close{position:sticky;top:0;float:right;line-height:1}
        .tag{display:inline-block;border-radius:5px;padding:1px 8px;font-weight:600;margin-right:8px}
        .tag.k0{color:var(--good);background:var(--good-bg)}.tag.k1,.tag.k2,.tag.k4,.tag.k6{color:var(--bad);background:var(--bad-bg)}.tag.k3{color:var(--warn);background:var(--warn-bg)}.tag.k5,.tag.kx{color:var(--off);background:var(--off-bg)}
        .title{font-size:1.05rem;margin:8px 0}.dim{color:var(--dim);font-size:.88rem;overflow-wrap:anywhere}
        dl.diff{display:grid;grid-template-columns:max-content 1fr;margin:4px 0;background:var(--soft);border-radius:6px;padding:6px 10px;gap:2px 12px}dl.diff dt{color:var(--dim)}dl.diff dd{margin:0}
        code,pre,dl.diff dd{font:13px/1.45 ui-monospace,monospace;overflow-wrap:anywhere;white-space:pre-wrap;unicode-bidi:isolate;direction:ltr}
        mark{background:var(--mark);color:inherit;border-radius:2px}
        pre{background:var(--soft);padding:8px 10px;border-radius:6px;margin:6px 0;max-height:26em;overflow:auto}
        summary{cursor:pointer;margin-top:8px}ul.plain{margin:4px 0;padding-left:18px}a{color:var(--link);overflow-wrap:anywhere}
        .others{display:flex;flex-wrap:wrap;gap:6px}.others button{padding:2px 8px;font-size:.85rem}.others button[aria-current=true]{outline:2px solid var(--link)}
        .command{display:flex;gap:8px;align-items:start}.command pre{flex:1;margin:0}
        @media (max-width:640px){body{font-size:14px}header,main{padding:0 10px}dialog{padding:14px}#matrix tbody th{padding:3px 6px}#matrix tr.vector th{padding-left:14px}.filter label:not(.grow):not(.check){flex:1 1 120px}.filter select{width:100%}
        #matrix th:first-child{position:sticky;left:0;background:var(--bg);max-width:52vw;min-width:40vw;overflow-wrap:anywhere;z-index:1}#matrix thead th:first-child{z-index:3}tr.class th:first-child{background:var(--soft)!important}
        #matrix thead th.run span{writing-mode:vertical-rl;transform:rotate(180deg);text-align:left;white-space:nowrap}#matrix thead th.run{min-width:40px;width:46px}.command{flex-direction:column}.keys{display:none}dl.diff{grid-template-columns:1fr}}
        @media print{:root{color-scheme:light}.filter,.keys,dialog,noscript{display:none}.matrix{max-height:none;overflow:visible;border:0}#matrix thead th{position:static}tr{break-inside:avoid}thead{display:table-header-group}td{print-color-adjust:exact;-webkit-print-color-adjust:exact}body{font-size:10pt}}
        """#
}
