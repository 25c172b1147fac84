import ASGI
import AdapterProtocol
import FoundationEssentials
import OrderedJSON

/// The arguments of a response as the library takes them; nil is one that isn't passed.
struct Arguments {
    private let className: ClassName
    var content: Case.Content??
    var statusCode: Int?
    var headers: TextHeaders = [:]
    var mediaType: String??
    var charset: String?
    var rendered: [UInt8]?
    var url: String?
    var path: String?
    var filename: String?
    var statResult: Case.StatResult?
    var contentDispositionType: String?
    var ping: Duration?
    var pingMessage: Case.Event?
    var sep: String?
    var sendTimeout: Duration?
    var cleanupTimeout: Duration??
    var shutdownGracePeriod: Duration??
    var hasClientCloseHandler = false
    var dataSender: [Case.Step]?
    var chunkSize: Int?

    /// - Throws: `Unsupported` for what only Python can be given.
    init(_ response: Case.Response) throws {
        className = response.className
        for argument in response.arguments {
            switch argument {
            case .content(let value): content = .some(value)
            case .statusCode(let value): statusCode = try value.get()
            case .headers(let value): headers = TextHeaders(try (value.get() ?? []).map { try $0.pair })
            case .mediaType(let value), .contentType(let value): mediaType = .some(try value?.get())
            case .charset(let value): charset = try value.get()
            case .render(let value): rendered = try value.bytes()
            case .url(let value): url = try value.get().get()
            case .path(let value), .filepath(let value): path = try value.get()
            case .filename(let value), .downloadName(let value): filename = try value?.get()
            case .statResult(let value): statResult = value
            case .contentDispositionType(let value): contentDispositionType = try value.get()
            case .ping(let value): ping = try value.get()?.duration
            case .pingMessage(let value): pingMessage = value
            case .sep(let value): sep = try value?.get()
            case .sendTimeout(let value): sendTimeout = value?.duration
            case .cleanupTimeout(let value): cleanupTimeout = .some(value?.duration)
            case .shutdownGracePeriod(let value): shutdownGracePeriod = .some(value?.duration)
            case .clientCloseHandler: hasClientCloseHandler = true
            case .dataSender(let value): dataSender = value
            case .chunkSize(let value): chunkSize = try value.get()
            }
        }
    }

    /// An argument that the class cannot do without.
    func required<Value>(_ value: Value?, _ name: Case.Argument.Name) throws -> Value {
        guard let value else { throw MissingArgument(name: name.rawValue, owner: className.rawValue) }
        return value
    }
}

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
    fileprivate var duration: Duration { .seconds(min(max(doubleValue, -3e9), 3e9)) }
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
