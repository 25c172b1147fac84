import AdapterProtocol
import Runs
import VectorSuites

/// The options that select vectors.
extension Option {
    static var run: Option {
        Option(
            "--run",
            "PATTERN",
            """
            only these vectors: a name, a suite or folder of them, * for any characters but /, ** for any; @FILE for the \
            patterns of a file, one a line (repeatable)
            """
        ) { $0.selection.run += try $1.patterns() }
    }
    static var skip: Option {
        Option("--skip", "PATTERN", "not these, likewise") { $0.selection.skip += try $1.patterns() }
    }
    static var `class`: Option {
        Option("--class", "CLASS", "only vectors of this class (repeatable)") {
            $0.selection.classes.append(try $1.word(from: ClassName.names))
        }
    }
    static var feature: Option {
        Option("--feature", "NAME", "only vectors that need this feature, or this part of a case (repeatable)") {
            $0.selection.features.append(try $1.word(from: Feature.names + CasePart.names))
        }
    }
    static var basis: Option {
        Option(
            "--basis",
            [
                "documented": "only what a document says",
                "observed": "also what Starlette does and others can rely on (default)",
                "all": """
                also what is incidental: a port may do otherwise (default with --compare exact). A vector that --run names in full \
                runs whatever its basis
                """,
            ]
        ) { $0.namedBasis = try $1.word(Vector.Basis.Threshold.self) }
    }
    static var shard: Option {
        Option("--shard", "N/M", "only the Nth of M parts; new vectors move no others") { $0.selection.shard = try $1.shard() }
    }
    static var vectors: Option { Option("--vectors", "DIR", "use the vectors of a folder") { $0.vectors = try $1.value() } }
    static var list: Option {
        Option(flag: "--list", "print the names of the selected vectors, run nothing") { $0.lists = true }
    }
    static var json: Option { Option(flag: "--json", "as an array of JSON") { $0.asJSON = true } }

    /// Those that select vectors.
    static var selection: [Option] { [run, skip, `class`, feature, basis, shard, vectors] }
}
