import OrderedJSON

/// How an adapter's answer to a case is another than the oracle's: it failed or errored.
struct Divergence {
    let verdict: Verdict

    init(_ verdict: Verdict) { self.verdict = verdict }

    /// Whether it crashed, hung or broke the protocol.
    var isFault: Bool { verdict.kind == .errored }

    /// What two divergences have in common that are of one kind: where they are seen, for a fault which it is.
    var check: String {
        switch verdict {
        case .failed(let mismatches):
            guard let first = Self.primary(of: mismatches) else { return "" }
            guard ["construct", "outcome"].contains(first.check) else { return first.check }
            // What was raised is one thing, with what message another.
            return "\(first.check) \(first.wanted.prefix { $0 != ":" }), \(first.got.prefix { $0 != ":" })"
        case .errored(let fault): return Self.name(of: fault)
        default: return ""
        }
    }

    /// What makes it one bug and not another: the check, and the difference without its particulars.
    var symptom: String {
        guard case .failed(let mismatches) = verdict, let first = Self.primary(of: mismatches) else { return check }
        return check + ": " + Self.shape(wanted: first.wanted, got: first.got)
    }

    /// The first mismatch that is no broken rule, for those follow from something else.
    static func primary(of mismatches: [Mismatch]) -> Mismatch? {
        mismatches.first { ASGIRule(rawValue: $0.check) == nil } ?? mismatches.first
    }

    private static func name(of fault: AdapterFault) -> String {
        switch fault {
        case .endedDuringCase, .endedWithoutCase: "crash"
        case .noResult, .noResultInSimulation, .stalled: "hang"
        case .reported: "error of the adapter"
        default: "protocol error"
        }
    }

    /// What differs, with any letters as one and any digits as one.
    private static func shape(wanted: String, got: String) -> String {
        let (wanted, got) = (Array(wanted.unicodeScalars), Array(got.unicodeScalars))
        let same = zip(wanted, got).prefix { $0 == $1 }.count
        let rest = min(wanted.count, got.count) - same
        let sameEnd = zip(wanted.reversed(), got.reversed()).prefix(rest).prefix { $0 == $1 }.count
        return shape(wanted[same..<wanted.count - sameEnd]) + " → " + shape(got[same..<got.count - sameEnd])
    }

    private static func shape(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var shape: [Unicode.Scalar] = []
        for scalar in scalars {
            let kind: Unicode.Scalar =
                scalar.properties.isAlphabetic ? "a" : scalar.properties.numericType != nil ? "0" : scalar.isASCII ? scalar : "é"
            if shape.last != kind || !["a", "0", "é"].contains(kind) { shape.append(kind) }
        }
        return String(String.UnicodeScalarView(shape.prefix(16)))
    }
}
