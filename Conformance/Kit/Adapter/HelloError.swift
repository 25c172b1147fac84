import AdapterProtocol
public import OrderedJSON

/// Why an adapter's first line is no hello that this runner understands (PROTOCOL.md §2).
public enum HelloError: Error, Sendable, Hashable {
    case tooLong
    case notJSON(JSONError, line: LineExcerpt)
    case notHello(JSON)
    case noVersion
    case otherVersion(Int)
    case noName
    case noClasses
    case badFeatures
    case badLacks
    case badInFlight(JSON)
    case badIsolates(JSON)
    case badTarget(JSON)
    case badRelease(JSON)
    /// An adapter that was started again claims something else.
    case otherClaims
}

extension HelloError: CustomStringConvertible {
    /// What was wanted, and what came.
    public var description: String {
        switch self {
        case .tooLong: "its first line is longer than 64 MiB"
        case .notJSON(let error, let line): "its first line is no JSON (\(error)): \(line)"
        case .notHello(let value): "its first line must be a hello, {\"op\":\"hello\",…}, not \(value.brief)"
        case .noVersion: "its hello has no 'protocol', an integer"
        case .otherVersion(let version):
            "it speaks version \(version) of the protocol, and this runner version \(AdapterProtocolLimits.version)"
        case .noName: "its hello has no 'implementation' with a 'name'"
        case .noClasses: "its hello has no 'classes', an array of strings"
        case .badFeatures: "'features' of its hello is an array of strings"
        case .badLacks: "'lacks' of its hello is an array of strings"
        case .badInFlight(let value): "'in_flight' of its hello is an integer from 1 on, not \(value.brief)"
        case .badIsolates(let value): "'isolates' of its hello is a Boolean, not \(value.brief)"
        case .badTarget(let value):
            "'target' of its hello maps a project to a release like \"0.37.2\", and is not \(value.brief)"
        case .badRelease(let value): "'target' of its hello maps a project to a release like \"0.37.2\", not to \(value.brief)"
        case .otherClaims: "it claims something else than when it was started first"
        }
    }
}
