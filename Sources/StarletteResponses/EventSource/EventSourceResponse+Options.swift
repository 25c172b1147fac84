public import ASGI

extension EventSourceResponse {
    /// How a response keeps in touch with its client and its server, beside sending the stream.
    ///
    /// Source: the parameters of `sse_starlette/sse.py: EventSourceResponse`.
    public struct Options: Sendable {
        /// The time between two pings; zero sends none.
        public var ping: Duration
        /// What ends the lines of text, of `ServerSentEvent.Fields`, and of the ping: CRLF, CR or LF.
        public var sep: String
        /// Makes each ping; nil sends a comment with the time.
        public var pingMessage: (@Sendable () throws -> any EventSourceContent)?
        /// Runs beside the stream, to push into a channel that the stream reads. What it throws ends the stream.
        public var dataSender: (@Sendable () async throws -> Void)?
        /// How long the sending of one event or ping may take; past it the response throws `SendTimeoutError`.
        public var sendTimeout: Duration?
        /// Is told the message with which the client went, before the stream is cancelled.
        public var clientCloseHandler: (@Sendable (Message) async throws -> Void)?
        /// Set by whoever runs the server when it shuts down, to end the stream. Python's class finds that out from uvicorn.
        public var serverShutdown: ShutdownEvent?
        /// Set by the response when the server shuts down, for the stream to wait for.
        public var shutdownEvent: ShutdownEvent?
        /// How long the stream may go on when the server shuts down.
        public var shutdownGracePeriod: Duration
        /// How long a `ClosableSequence` may take to close before that is cancelled; nil does not limit it.
        public var cleanupTimeout: Duration?
        /// The clock of all these times, and the date of a default ping.
        public var environment: ResponseEnvironment

        /// These options, by default those of sse-starlette.
        public init(
            ping: Duration = .seconds(15),
            sep: String = "\r\n",
            pingMessage: (@Sendable () throws -> any EventSourceContent)? = nil,
            dataSender: (@Sendable () async throws -> Void)? = nil,
            sendTimeout: Duration? = nil,
            clientCloseHandler: (@Sendable (Message) async throws -> Void)? = nil,
            serverShutdown: ShutdownEvent? = nil,
            shutdownEvent: ShutdownEvent? = nil,
            shutdownGracePeriod: Duration = .zero,
            cleanupTimeout: Duration? = .seconds(30),
            environment: ResponseEnvironment = .system
        ) {
            self.ping = ping
            self.sep = sep
            self.pingMessage = pingMessage
            self.dataSender = dataSender
            self.sendTimeout = sendTimeout
            self.clientCloseHandler = clientCloseHandler
            self.serverShutdown = serverShutdown
            self.shutdownEvent = shutdownEvent
            self.shutdownGracePeriod = shutdownGracePeriod
            self.cleanupTimeout = cleanupTimeout
            self.environment = environment
        }

        /// What can end a line.
        static let separators = ["\r\n", "\r", "\n"]

        /// - Throws: `ResponseError` for a separator that is none.
        func checkSeparator() throws(ResponseError) {
            guard Self.separators.contains(where: { $0.utf8.elementsEqual(sep.utf8) }) else { throw .invalidSeparator(sep) }
        }

        /// - Throws: `ResponseError` for a time that is negative.
        func checkTimes() throws(ResponseError) {
            if ping < .zero { throw .negativePing(ping) }
            if shutdownGracePeriod < .zero { throw .negativeShutdownGracePeriod(shutdownGracePeriod) }
            if let cleanupTimeout, cleanupTimeout < .zero { throw .negativeCleanupTimeout(cleanupTimeout) }
        }
    }
}
