/// What a server knows about a connection when it calls an application.
///
/// A member that the server left out is nil, for some responses treat that differently from an empty value.
/// Source: ASGI HTTP & WebSocket specification, "HTTP Connection Scope" and "Websocket Connection Scope".
public struct Scope: Sendable, Hashable {
    /// The protocol of a connection, by its wire name.
    public struct Kind: RawRepresentable, Sendable, Hashable {
        /// The name.
        public var rawValue: String

        /// The protocol of this name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// An HTTP request.
        public static let http = Kind(rawValue: "http")
        /// A WebSocket handshake and what follows it.
        public static let websocket = Kind(rawValue: "websocket")
        /// The server's start and stop.
        public static let lifespan = Kind(rawValue: "lifespan")
    }

    /// The versions that a server speaks, as it wrote them.
    public struct Versions: Sendable, Hashable {
        /// The version of ASGI, e.g. `3.0`.
        public var version: String?
        /// The version of the HTTP or WebSocket specification, e.g. `2.4`; absent, `2.0` is meant.
        public var specVersion: String?

        /// These versions.
        public init(version: String? = "3.0", specVersion: String? = nil) {
            self.version = version
            self.specVersion = specVersion
        }
    }

    /// The protocol of the connection.
    public var type: Kind
    /// The versions that the server speaks.
    public var asgi: Versions?
    /// The version of HTTP, e.g. `1.1`.
    public var httpVersion: String?
    /// The request's method, in capitals.
    public var method: String?
    /// The URL's scheme, e.g. `https`.
    public var scheme: String?
    /// The URL's path, percent-decoded.
    public var path: String?
    /// The URL's path as it was sent.
    public var rawPath: [UInt8]?
    /// The URL's query, percent-encoded, without the question mark.
    public var queryString: [UInt8]?
    /// The path that the application is mounted at.
    public var rootPath: String?
    /// The request's headers, their names in lower case.
    public var headers: Headers?
    /// The names of the extensions that the server offers, such as `http.response.pathsend`.
    public var extensions: Set<String>?

    /// A scope with these members; by default a GET of `/` on a server of spec version 2.4.
    public init(
        type: Kind = .http,
        asgi: Versions? = Versions(specVersion: "2.4"),
        httpVersion: String? = "1.1",
        method: String? = "GET",
        scheme: String? = "http",
        path: String? = "/",
        rawPath: [UInt8]? = nil,
        queryString: [UInt8]? = [],
        rootPath: String? = "",
        headers: Headers? = Headers(),
        extensions: Set<String>? = nil
    ) {
        self.type = type
        self.asgi = asgi
        self.httpVersion = httpVersion
        self.method = method
        self.scheme = scheme
        self.path = path
        self.rawPath = rawPath
        self.queryString = queryString
        self.rootPath = rootPath
        self.headers = headers
        self.extensions = extensions
    }
}
