import AdapterProtocol
import FoundationEssentials
import OrderedJSON

extension Case.Given {
    func get() throws -> Value {
        switch self {
        case .value(let value): return value
        case .python(let value): throw Unsupported("no value of Python's, such as \(value.brief)")
        }
    }
}

extension WireText {
    func get() throws -> String {
        guard let string else { throw Unsupported("no text with a lone surrogate") }
        return string
    }
}

extension Case.Header {
    var pair: (name: String, value: String) { get throws { (try name.get(), try value.get()) } }
}

extension Case.Number {
    /// So many seconds. A hundred years, past which a `Duration` may overflow, are as good as more.
    var duration: Duration { .seconds(min(max(doubleValue, -3e9), 3e9)) }
}

extension Case.Instant {
    var date: Date { Date(timeIntervalSince1970: Double(secondsSince1970)) }
}

/// An argument that Python refuses to do without when it runs, and Swift when it compiles.
struct MissingArgument: Error, CustomStringConvertible {
    let name: String
    let owner: String

    var description: String { "\(owner) is missing the argument '\(name)'" }
}

/// An argument that Python refuses when it runs, and Swift when it compiles.
struct WrongArgument: Error, CustomStringConvertible {
    let reason: String

    var description: String { reason }
}
