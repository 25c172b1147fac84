import Starters

/// The options of one command each.
extension Option {
    static var seed: Option {
        Option("--seed", "N", "the cases that a number determines (at random)") { $0.seed = try $1.integer() as UInt64 }
    }
    static var cases: Option { Option("--cases", "N", "how many (20000)") { $0.cases = try $1.integer(from: 1) } }
    static var `for`: Option { Option("--for", "60s", "for how long") { $0.duration = try $1.duration() } }
    static var `case`: Option {
        Option("--case", "N", "only this one of the seed") { ($0.firstCase, $0.cases) = (try $1.integer(), 1) }
    }
    static var maxFindings: Option {
        Option("--max-findings", "N", "end after so many kinds of differences (20)") { $0.maxFindings = try $1.integer(from: 1) }
    }
    static var save: Option {
        Option("--save", "DIR", "add what is found to a folder of vectors, which --vectors runs again") {
            $0.savedFindings = try $1.value()
        }
    }
    static var keepFiles: Option {
        Option("--keep-files", "DIR", "keep the vector's files there") { $0.keptFiles = try $1.value() }
    }
    static var starter: Option {
        Option("--starter", "LANGUAGE", "write an adapter to begin with, too") { $0.starter = try $1.word(Starter.self) }
    }
    static var force: Option { Option(flag: "--force", "replace files that are there already") { $0.overwrites = true } }
    static var check: Option {
        Option(flag: "--check", "write nothing, and say which are not in canonical form") { $0.onlyChecks = true }
    }
    static var addIDs: Option { Option(flag: "--add-ids", "write new ids into ids.txt") { $0.addsIDs = true } }
}
