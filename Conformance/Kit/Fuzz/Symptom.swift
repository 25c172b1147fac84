import AdapterSessions
import Judging
import OrderedJSON
import Runs
import VectorSuites

/// What makes an answer that isn't the oracle's one bug and not another: a difference as in any report, or how the adapter broke.
enum Symptom: Hashable {
    /// What an adapter did wrong as a program.
    enum Fault: String {
        case crash, hang
        case adapterError = "error of the adapter"
        case protocolError = "protocol error"

        fileprivate init(_ fault: AdapterFault) {
            self =
                switch fault {
                case .endedDuringCase, .endedWithoutCase: .crash
                case .noResult, .noResultInSimulation, .stalled: .hang
                case .reported: .adapterError
                default: .protocolError
                }
        }
    }

    case difference(Difference)
    case fault(Fault)

    /// The symptoms of a verdict, but for those that follow from others of it, each with its mismatch if it has one.
    ///
    /// - Parameter request: the case.
    static func all(of verdict: Verdict, in request: JSON) -> [(symptom: Symptom, mismatch: Mismatch?)] {
        switch verdict {
        case .failed(let mismatches, _):
            let input = InputWords(request)
            let own = mismatches.filter { mismatch in !mismatches.contains { mismatch.consequence(of: $0) != nil } }
            return own.map { (.difference(Difference($0, in: input)), $0) }
        case .errored(let fault): return [(.fault(Fault(fault)), nil)]
        default: return []
        }
    }

    /// Whether both are seen in the same place, perhaps with other particulars.
    func isLike(_ other: Symptom) -> Bool {
        switch (self, other) {
        case (.difference(let one), .difference(let two)): one.check == two.check
        default: self == other
        }
    }

    /// Whether the adapter waits for ever.
    var isHang: Bool {
        switch self {
        case .difference(let difference): difference.check == .deadline
        case .fault(let fault): fault == .hang
        }
    }

    /// What is checked, or how the adapter broke.
    var name: String {
        switch self {
        case .difference(let difference): difference.check.id
        case .fault(let fault): fault.rawValue
        }
    }
}
