import AdapterProtocol
public import Judging
package import OrderedJSON
public import Runs
public import VectorSuites

/// A whole run in one value: every other report is made from it, at once or later (Conformance/report.schema.json).
public struct RunReport: Sendable {
    /// The version of the JSON form.
    public static let format = 1

    /// The runner's name and version.
    public var runner: String
    /// When the run began, as RFC 3339 has it.
    public var started: String
    /// How long it took.
    public var seconds: Double
    /// How strictly it compared.
    public var comparison: Comparison
    /// Which vectors counted. One that the run named in full was judged whatever its basis.
    public var basis: Vector.Basis.Threshold
    /// The command that runs a vector again.
    public var command: RerunCommand
    /// What the adapter says of itself: name, release and language.
    public var implementation: String
    /// The release of each project by which it was judged; absent is the newest.
    public var target: [String: String]
    /// The classes that it claims.
    public var classes: [String]
    /// The features that it claims.
    public var features: [String]
    /// What it lacks of what a case may hold.
    public var lacks: [String] = []
    /// Whether the gate holds.
    public var holds: Bool
    /// Whether a signal ended the run.
    public var interrupted: Bool
    /// What is to be said beside the verdicts.
    public var remarks: [Remark]
    /// The edition of the vectors that the port is held to; nil where the run was no gate.
    package var edition: EditionBar?
    /// The rules by which the port differs, in the order of its `conformance.json`.
    public var rules: [Rule] = []
    /// Every planned vector, in the order of the plan.
    public var results: [Entry]
    /// The places that vectors and rules cite, by their ids.
    public var citations: [String: SourceTable.Citation]

    /// The words before and after the options in the command that runs a vector again, quoted for a shell.
    public struct RerunCommand: Sendable, Hashable {
        var before: String
        var after: String

        /// - Parameters:
        ///   - before: the program and the options that matter for the verdict.
        ///   - after: the adapter and its arguments.
        public init(before: String, after: String) {
            self.before = before
            self.after = after
        }

        func running(_ vector: String) -> String {
            [before, "--run", vector, after].filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    /// Something beside the verdicts.
    public struct Remark: Sendable, Hashable {
        /// What it is about.
        public enum Kind: String, Sendable, CaseIterable {
            /// A person should know it; the gate does not care.
            case warning
            /// The adapter broke while it had no case.
            case breakdown
            /// The adapter's hello is not what it must be.
            case claim
            /// A rule of the port excuses nothing any more.
            case stale
        }

        /// What it is about.
        public var kind: Kind
        /// The vector that it names, if any.
        public var vector: String?
        /// The sentence.
        public var text: String
    }

    /// A vector and how it ended.
    public struct Entry: Sendable {
        /// The vector's name, sentence, sources, case and expectation.
        public var vector: ReportedVector
        /// What few have, apart: a long run has many entries.
        package var details: Details?
        /// How long the adapter took, where it answered.
        public var seconds: Double?
        /// How it ended.
        public var kind: Verdict.Kind
        /// Whether it did not happen again when the vector was run alone.
        public var isFlaky: Bool

        /// Whether the vector came after the edition that the port is held to, so that nothing follows from how it ended.
        public var isNew: Bool

        /// Whether the gate doesn't hold for it alone.
        var breaksGate: Bool { !isNew && kind.breaksGate }

        init(_ vector: ReportedVector, _ kind: Verdict.Kind, isFlaky: Bool, isNew: Bool, seconds: Double?, _ details: Details) {
            self.vector = vector
            self.kind = kind
            self.isFlaky = isFlaky
            self.isNew = isNew
            self.seconds = seconds
            self.details = details.isEmpty ? nil : details
        }

        /// Every mismatch that no rule excuses.
        public var mismatches: [Mismatch] { details?.mismatches ?? [] }
        /// Those that rules excuse.
        public var excused: [ExcusedMismatch] { details?.excused ?? [] }
        /// Whether it was not judged to its end, for something that is excused was in the way.
        public var isCutShort: Bool { kind == .deviates && excused.contains { $0.mismatch.check.endsJudging } }
        /// Why it errored or was not run.
        public var reason: String? { details?.reason }
        /// Classes and features that it needs and the adapter does not claim, and parts of its case that the adapter lacks.
        public var unclaimed: [String] { details?.unclaimed ?? [] }
        /// The end of what the adapter wrote to standard error meanwhile.
        public var standardError: String { details?.standardError ?? "" }
        /// What the adapter answered, where it failed, with long bodies cut.
        package var answer: JSON? { details?.answer }
    }

    /// What an entry has but for how it ended.
    package final class Details: Sendable {
        let mismatches: [Mismatch]
        let excused: [ExcusedMismatch]
        let reason: String?
        let unclaimed: [String]
        let standardError: String
        let answer: JSON?

        init(
            mismatches: [Mismatch],
            excused: [ExcusedMismatch],
            reason: String?,
            unclaimed: [String],
            standardError: String,
            answer: JSON?
        ) {
            self.mismatches = mismatches
            self.excused = excused
            self.reason = reason
            self.unclaimed = unclaimed
            self.standardError = standardError
            self.answer = answer
        }

        var isEmpty: Bool {
            mismatches.isEmpty && excused.isEmpty && reason == nil && unclaimed.isEmpty && standardError.isEmpty && answer == nil
        }
    }

    /// A rule of the port, as far as reports show it.
    public struct Rule: Sendable, Hashable {
        /// Whether the port means to differ.
        public var isChoice: Bool
        /// The checks that it's about.
        public var checks: String
        /// The vectors that it's about, in a few words.
        public var scope: String
        /// Why what it excuses is let be.
        public var reason: String
        /// Where more is said.
        public var link: String?
        /// Whether what it excuses comes only now and then.
        public var isSometimes: Bool
        /// Whether nobody has looked into it.
        public var isUnexplained: Bool

        /// `choice` or `bug`.
        var kind: String { (isChoice ? DeviationRule.Kind.choice : .bug).rawValue }
    }

    /// How many vectors ended in this way.
    public func count(_ kind: Verdict.Kind) -> Int { results.count { $0.kind == kind && !$0.isNew } }

    /// The vectors that came after the edition that the port is held to.
    var new: [Entry] { results.filter(\.isNew) }

    /// How many of the vectors that failed or broke the adapter are flaky.
    public var flaky: Int { results.count { $0.isFlaky } }

    /// The last line of a run: every verdict and their sum, and what was judged by which bar.
    package var summaryLine: String { ([countsText] + (rules.isEmpty ? [] : [rulesText]) + [barText]).joined(separator: "; ") }

    /// Every verdict and their sum.
    var countsText: String {
        let counts = Verdict.Kind.allCases.map { kind in
            kind.counted(count(kind)) + (kind == .deviates && count(kind) > 0 ? " (\(deviating.byChoice) by choice)" : "")
        }
        let new = new.isEmpty ? [] : ["\(new.count) new (\(new.count { $0.kind.breaksGate }) not passed)"]
        return (counts + new + ["\(results.count) planned"]).joined(separator: ", ")
    }

    /// How many rules there are, and of how many of them somebody should think.
    private var rulesText: String {
        let parts = [
            (rules.count { $0.isSometimes }, "for what happens sometimes"), (rules.count { $0.isUnexplained }, "not looked into"),
        ]
        return ([rules.count == 1 ? "1 rule" : "\(rules.count) rules"] + parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" })
            .joined(separator: ", ")
    }

    /// What was judged, as which releases, and how strictly.
    var barText: String {
        let releases = Project.sorted(target).map { "\($0.key) \($0.value)" }
        let bar =
            [
                implementation, "target \(releases.isEmpty ? "newest" : releases.joined(separator: " + "))", comparison.rawValue,
                "basis \(basis.rawValue)",
            ] + (edition.map { $0 == .next ? [] : ["edition \($0.word)"] } ?? [])
        return bar.joined(separator: ", ")
    }

    /// How many of the judged vectors pass, what of the others is excused, and what was left out of the classes that the adapter claims.
    var scoreText: String {
        let judged = results.count - new.count - count(.unsupported)
        var parts = ["\(count(.passed)) of \(judged) vectors pass"]
        if count(.deviates) > 0 { parts.append(Verdict.Kind.deviates.counted(count(.deviates))) }
        if unsupportedOfClaimed > 0 { parts.append("\(unsupportedOfClaimed) of its classes unsupported") }
        return parts.joined(separator: ", ")
    }

    /// How many vectors are unsupported although the adapter claims their class: where there are any, it doesn't have the whole of it.
    package var unsupportedOfClaimed: Int {
        let classes = Set(classes)
        return results.count { entry in
            entry.kind == .unsupported && !entry.isNew && classes.contains(entry.vector.className) && !missing(in: entry).isEmpty
        }
    }

    /// What an unsupported vector needs and the adapter doesn't have, but for what only a port in Python could have where this one is in another language.
    func missing(in entry: Entry) -> [String] {
        let needsAnother = isInOtherLanguageThanPython && entry.unclaimed.contains { $0.hasPrefix("python.") }
        return needsAnother ? [] : entry.unclaimed
    }

    private var isInOtherLanguageThanPython: Bool {
        guard implementation.hasSuffix(")"), let start = implementation.lastIndex(of: "(") else { return false }
        return !implementation[start...].hasPrefix("(Python")
    }

    /// A rule, and how many vectors it excuses something of.
    struct RuleUse {
        let rule: Rule
        let vectors: Int
        /// How many of them weren't judged to their end.
        let cutShort: Int

        var countText: String { vectors == 1 ? "1 vector" : "\(vectors) vectors" }
    }

    /// The rules that excuse something, choices first, the most frequent first.
    var ruleUses: [RuleUse] {
        var vectors = Array(repeating: 0, count: rules.count)
        var cutShort = vectors
        for entry in results {
            for rule in Set(entry.excused.flatMap(\.rules)) where rules.indices.contains(rule) {
                vectors[rule] += 1
                if entry.isCutShort { cutShort[rule] += 1 }
            }
        }
        return rules.indices.filter { vectors[$0] > 0 }
            .sorted { (rules[$1].isChoice ? 1 : 0, vectors[$1], $0) < (rules[$0].isChoice ? 1 : 0, vectors[$0], $1) }
            .map { RuleUse(rule: rules[$0], vectors: vectors[$0], cutShort: cutShort[$0]) }
    }

    /// How many vectors deviate only by choice of the port, and how many by a bug that it knows of.
    package var deviating: (byChoice: Int, byBug: Int) {
        let deviating = results.filter { $0.kind == .deviates && !$0.isNew }
        let byChoice = deviating.count { entry in
            entry.excused.allSatisfy { $0.rules.contains { rules.indices.contains($0) && rules[$0].isChoice } }
        }
        return (byChoice, deviating.count - byChoice)
    }

    /// The remarks for which the gate does not hold.
    package var breaches: [Remark] { remarks.filter { $0.kind != .warning } }
}
