import AdapterSessions
import Judging
import OrderedJSON
import Runs
import VectorSuites

/// How an adapter's answer to a case is another than the oracle's: it failed or errored.
struct Divergence {
    /// What an adapter did wrong as a program.
    enum Fault: String {
        case crash, hang
        case adapterError = "error of the adapter"
        case protocolError = "protocol error"
    }

    enum Kind: Hashable {
        case check(Check)
        /// What was raised is one thing, another error is another.
        case outcome(Check, Mismatch.Value, Mismatch.Value)
        case fault(Fault)
    }

    let verdict: Verdict

    init(_ verdict: Verdict) { self.verdict = verdict }

    /// Whether it crashed, hung or broke the protocol.
    var isFault: Bool { verdict.kind == .errored }

    /// What two divergences have in common that are of one kind: where they are seen, for a fault which it is.
    var kind: Kind? {
        switch verdict {
        case .failed(let mismatches, _):
            guard let first = Self.primary(of: mismatches) else { return nil }
            switch first.check {
            case .construct, .outcome: return .outcome(first.check, first.wanted, first.got)
            default: return .check(first.check)
            }
        case .errored(let fault): return .fault(Self.kind(of: fault))
        default: return nil
        }
    }

    /// What makes it one bug and not another: the kind, and the difference without its particulars.
    var symptom: String {
        guard case .failed(let mismatches, _) = verdict, let first = Self.primary(of: mismatches) else { return name }
        return name + ": " + Self.shape(wanted: first.wantedText, got: first.gotText)
    }

    /// The kind in words.
    var name: String {
        switch kind {
        case .check(let check), .outcome(let check, _, _): check.id
        case .fault(let fault): fault.rawValue
        case nil: ""
        }
    }

    /// The first mismatch that is no broken rule, for those follow from something else.
    static func primary(of mismatches: [Mismatch]) -> Mismatch? {
        mismatches.first { mismatch in
            if case .rule = mismatch.check { false } else { true }
        } ?? mismatches.first
    }

    private static func kind(of fault: AdapterFault) -> Fault {
        switch fault {
        case .endedDuringCase, .endedWithoutCase: .crash
        case .noResult, .noResultInSimulation, .stalled: .hang
        case .reported: .adapterError
        default: .protocolError
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
