/// What a fuzzing run came to.
package struct FuzzSummary: Sendable, Hashable {
    /// How many cases were compared.
    package internal(set) var cases = 0
    /// How many of them differed, but for those that agreed when they were run alone.
    package internal(set) var failures = 0
    /// How many of those broke the adapter.
    package internal(set) var faults = 0
    /// How many kinds of differences there are, each with its smallest case.
    package internal(set) var findings = 0
    /// How many cases differed while others were out, and agreed alone.
    package internal(set) var agreedAlone = 0
    /// How many findings did not happen again once they were shrunk.
    package internal(set) var flaky = 0
    /// Failures that looked like another kind and were not shrunk, for too many did and were not.
    package internal(set) var unshrunk = 0
    /// Cases to which the oracle had no answer.
    package internal(set) var unanswered = 0
    /// How often an adapter broke with no case to blame.
    package internal(set) var breakdowns = 0
    package internal(set) var isInterrupted = false
    package internal(set) var duration = Duration.zero

    /// Whether everything agreed.
    package var holds: Bool { failures + unanswered + breakdowns == 0 && cases > 0 && !isInterrupted }

    package var casesPerSecond: Int { duration > .zero ? Int(Double(cases) / (duration / .seconds(1))) : 0 }
}
