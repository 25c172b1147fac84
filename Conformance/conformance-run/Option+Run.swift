import AdapterProtocol
import Judging
import Runs

/// The options that say how vectors are run and judged.
extension Option {
    static var compare: Option {
        Option(
            "--compare",
            [
                "semantic": "what a client that follows the specifications can tell apart (default)",
                "exact": "byte for byte what the real project sends",
            ]
        ) { $0.namedComparison = try $1.word(Comparison.self) }
    }
    static var target: Option {
        Option(
            "--target",
            "PROJECT=RELEASE",
            """
            judge by what this release does, for example starlette=0.37.2, whatever the adapter says of its target (repeatable)
            """
        ) {
            let (project, release) = try $1.release()
            $0.target[project] = release
        }
    }
    static var edition: Option {
        Option(
            "--edition",
            "N",
            "judge by this edition of the vectors, whatever conformance.json says; next for all that there are"
        ) { $0.namedEdition = try $1.edition() }
    }
    static var inFlight: Option {
        Option("--in-flight", "N", "at most N cases at once on an adapter (as many as it asks for)") {
            $0.inFlight = try $1.integer(from: 1)
        }
    }
    static var jobs: Option { Option("--jobs", "N", "run N adapters at once (1)") { $0.jobs = try $1.integer(from: 1) } }
    static var maxRestarts: Option {
        Option("--max-restarts", "N", "new starts in a row after crashes and hangs, none of which answers anything (10)") {
            $0.maxRestarts = try $1.integer() as Int
        }
    }
    static var maxFailures: Option {
        Option("--max-failures", "N", "end after N failures, which are not run again") {
            $0.maxFailures = try $1.integer(from: 1)
        }
    }
    static var failFast: Option {
        Option(flag: "--fail-fast", "end at the first failure: --max-failures 1") { $0.maxFailures = 1 }
    }
    static var `repeat`: Option { Option("--repeat", "N", "run all N times") { $0.order.rounds = try $1.integer(from: 1) } }
    static var shuffle: Option {
        Option("--shuffle", "SEED", "in another order, the same for the same seed") {
            $0.order.seed = try $1.integer() as UInt64
        }
    }
    static var require: Option {
        Option(
            "--require",
            "NAME",
            "fail unless the adapter claims this class or feature, has this part of a case, or all that the vectors need (repeatable)"
        ) {
            let name = try $1.word(from: ["all"] + ClassName.names + Feature.names + CasePart.names)
            if name == "all" { $0.requiresAll = true } else { $0.required.append(name) }
        }
    }
    static var deviations: Option {
        Option("--deviations", "FILE", "excuse what the rules of this conformance.json say, whatever the adapter is") {
            $0.deviations = try $1.value()
        }
    }
    static var updateDeviations: Option {
        Option(flag: "--update-deviations", "write the rules as they hold now, keeping reasons") { $0.updatesDeviations = true }
    }
}
