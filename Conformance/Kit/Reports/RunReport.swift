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
    /// Whether the gate holds.
    public var holds: Bool
    /// Whether a signal ended the run.
    public var interrupted: Bool
    /// What is to be said beside the verdicts.
    public var remarks: [Remark]
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
            /// A known failure is listed that cannot happen.
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

        init(_ vector: ReportedVector, _ kind: Verdict.Kind, isFlaky: Bool, seconds: Double?, _ details: Details) {
            self.vector = vector
            self.kind = kind
            self.isFlaky = isFlaky
            self.seconds = seconds
            self.details = details.isEmpty ? nil : details
        }

        /// Every check that failed, known ones included.
        public var mismatches: [Mismatch] { details?.mismatches ?? [] }
        /// What is listed of it as known.
        public var known: [ListedFailure] { details?.known ?? [] }
        /// Why it errored or was not run.
        public var reason: String? { details?.reason }
        /// Classes and features that it needs and the adapter does not claim.
        public var unclaimed: [String] { details?.unclaimed ?? [] }
        /// The end of what the adapter wrote to standard error meanwhile.
        public var standardError: String { details?.standardError ?? "" }
        /// What the adapter answered, where it failed, with long bodies cut.
        package var answer: JSON? { details?.answer }
    }

    /// What an entry has but for how it ended.
    package final class Details: Sendable {
        let mismatches: [Mismatch]
        let known: [ListedFailure]
        let reason: String?
        let unclaimed: [String]
        let standardError: String
        let answer: JSON?

        init(
            mismatches: [Mismatch],
            known: [ListedFailure],
            reason: String?,
            unclaimed: [String],
            standardError: String,
            answer: JSON?
        ) {
            self.mismatches = mismatches
            self.known = known
            self.reason = reason
            self.unclaimed = unclaimed
            self.standardError = standardError
            self.answer = answer
        }

        var isEmpty: Bool {
            mismatches.isEmpty && known.isEmpty && reason == nil && unclaimed.isEmpty && standardError.isEmpty && answer == nil
        }
    }

    /// A known failure, as far as reports show it.
    public struct ListedFailure: Sendable, Hashable {
        /// The check that is let fail.
        public var check: String
        /// Why.
        public var reason: String
        /// Where more is said.
        public var link: String?
    }

    /// How many vectors ended in this way.
    public func count(_ kind: Verdict.Kind) -> Int { results.count { $0.kind == kind } }

    /// How many of the vectors that failed or broke the adapter are flaky.
    public var flaky: Int { results.count { $0.isFlaky } }

    /// The last line of a run: every verdict and their sum, and what was judged by which bar.
    package var summaryLine: String { countsText + "; " + barText }

    /// Every verdict and their sum.
    var countsText: String {
        (Verdict.Kind.allCases.map { $0.counted(count($0)) } + ["\(results.count) planned"]).joined(separator: ", ")
    }

    /// What was judged, as which releases, and how strictly.
    var barText: String {
        let releases = target.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let bar = [
            implementation, "target \(releases.isEmpty ? "newest" : releases.joined(separator: " + "))", comparison.rawValue,
            "basis \(basis.rawValue)",
        ]
        return bar.joined(separator: ", ")
    }

    /// The remarks for which the gate does not hold.
    package var breaches: [Remark] { remarks.filter { $0.kind != .warning } }
}
