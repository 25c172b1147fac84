import ConformanceKit

/// Options of `fuzz`.
struct FuzzOptions {
    var adapter = AdapterOptions()
    var seed: UInt64?
    var firstCase = 0
    var cases: Int?
    var duration: Duration?
    var classes: [String] = []
    var comparison = Comparison.semantic
    var jobs = 1
    var inFlight: Int?
    var maxFindings = 20
    var maxRestarts = 50
    var folder: String?

    init(_ reader: inout ArgumentReader) throws {
        var comparison: Comparison?
        while let argument = try reader.next() {
            switch argument.name {
            case "--seed":
                let text = try reader.value(of: argument)
                guard let seed = UInt64(text) else { throw UsageError("--seed is a number from 0 on, not '\(text)'") }
                self.seed = seed
            case "--case":
                firstCase = try reader.integer(of: argument)
                cases = 1
            case "--cases": cases = try reader.integer(of: argument, from: 1)
            case "--for":
                let text = try reader.value(of: argument)
                guard let seconds = Double(text.hasSuffix("s") ? String(text.dropLast()) : text), seconds > 0, seconds < 1e6
                else {
                    throw UsageError("--for is a number of seconds like 60s, not '\(text)'")
                }
                duration = .seconds(seconds)
            case "--class":
                let name = try reader.value(of: argument)
                guard Vocabulary.classes.contains(name) else {
                    throw UsageError("there is no class '\(name)'; PROTOCOL.md §3 has them")
                }
                classes.append(name)
            case "--compare": comparison = try reader.comparison(of: argument)
            case "--jobs": jobs = try reader.integer(of: argument, from: 1)
            case "--in-flight": inFlight = try reader.integer(of: argument, from: 1)
            case "--max-restarts": maxRestarts = try reader.integer(of: argument)
            case "--max-findings": maxFindings = try reader.integer(of: argument, from: 1)
            case "--save": folder = try reader.value(of: argument)
            default:
                guard try adapter.takeChoice(argument, &reader) else { throw UsageError.unknown(argument) }
            }
        }
        try adapter.takeRest(reader)
        try adapter.settle()
        self.comparison = comparison ?? adapter.configuration?.file.comparison ?? .semantic
    }
}
