public import ASGI

/// A `Response` made in a way of its own, what Python has as a subclass.
public protocol DerivedResponse: ASGIResponse {
    /// The response that this one is.
    var base: Response { get set }
}

extension DerivedResponse {
    /// The status code, unchecked.
    public var statusCode: Int {
        get { base.statusCode }
        set { base.statusCode = newValue }
    }

    /// The headers as they will be sent.
    public var headers: Headers {
        get { base.headers }
        set { base.headers = newValue }
    }

    /// The work to do after the last message.
    public var background: (any Background)? {
        get { base.background }
        set { base.background = newValue }
    }

    /// The content as it will be sent.
    public var body: [UInt8] {
        get { base.body }
        set { base.body = newValue }
    }

    /// Sends the start and the whole content, and then does the background work.
    public func callAsFunction(_ scope: Scope, _ receive: @escaping Receive, _ send: @escaping Send) async throws {
        try await base(scope, receive, send)
    }
}
