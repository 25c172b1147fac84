/// The options that name the implementation, and say how it is started.
extension Option {
    static var adapter: Option {
        Option("--adapter", "PROGRAM", "the implementation under test, as an adapter (below); what follows -- are its arguments")
        {
            guard $0.adapter.program == nil else { throw UsageError("--adapter is there twice; a run judges one adapter") }
            $0.adapter.program = try $1.value()
        }
    }
    static var reference: Option {
        Option(flag: "--reference", "check the built-in Swift reference") { $0.adapter.isReference = true }
    }
    static var config: Option {
        Option(
            "--config",
            "FILE",
            """
            use this conformance.json; its adapter starts in its folder, unless --adapter or --reference is given. Without \
            this option and those two, the runner looks in the current folder and its parents, up to the repository root, \
            and not at other users' files
            """
        ) { $0.adapter.config = try $1.value() }
    }
    static var timeout: Option {
        Option("--timeout", "SECONDS", "how long a case may take (5)") {
            ($0.adapter.caseSeconds, $0.adapter.timeout) = try $1.seconds()
        }
    }
    static var startTimeout: Option {
        Option("--start-timeout", "SECONDS", "how long the adapter may take to start (30)") {
            $0.adapter.startSeconds = try $1.seconds().seconds
        }
    }
    static var trace: Option {
        Option("--trace", "[FILE]", "show all that crosses the wire, on standard error or in a file, with long lines cut") {
            $0.trace.place = $1.optionalValue().map(TraceOptions.Place.file) ?? .standardError
        }
    }
    static var traceFull: Option {
        Option(flag: "--trace-full", "cut no line of --trace") { $0.trace.isFull = true }
    }

    /// Those of a command that starts an adapter.
    static var adapterProcess: [Option] { [adapter, timeout, startTimeout, trace, traceFull] }
    /// Those of a command that judges an adapter or the built-in reference.
    static var implementation: [Option] { adapterProcess + [reference, config] }
}
