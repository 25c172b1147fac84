// Generated from description.json by scripts/generate; don't edit.
// swift-format-ignore-file

package import OrderedJSON

extension Case {
    /// Bytes to send.
    package struct BytesContent: WireRecord {
        package enum Member: WireMember {
            case bytes(WireBytes)
            /// Another type of bytes (feature python.values).
            case kind(BytesKind)

            package enum Name: String, Sendable, CaseIterable {
                case bytes
                case kind = "as"
            }

            package init(_ name: Name, json: JSON) throws {
                switch name {
                case .bytes: self = .bytes(try decoded(json))
                case .kind: self = .kind(try decoded(json))
                }
            }

            package var encoded: (name: Name, value: any WireValue) {
                switch self {
                case .bytes(let value): (.bytes, value)
                case .kind(let value): (.kind, value)
                }
            }

            package var feature: Feature? {
                switch self {
                case .kind: .pythonValues
                default: nil
                }
            }
        }

        package static let noun = "bytes"
        package static let required: [Member.Name] = [.bytes]
        package var members: [Member]

        package init(members: [Member]) { self.members = members }

        package var bytes: WireBytes {
            for case .bytes(let value) in members { return value }
            preconditionFailure("a bytes has 'bytes'")
        }

        package var kind: BytesKind? {
            for case .kind(let value) in members { return value }
            return .none
        }
    }

    /// What yields chunks, step by step.
    package struct Stream: WireRecord {
        package enum Member: WireMember {
            /// The steps of the stream, one each time the response asks for a chunk.
            case steps([Step])
            /// Async (the default), sync (feature stream.sync), or one of Python's own (feature python.values).
            case kind(StreamKind)
            /// What the stream still does when it is closed before its end (feature stream.events).
            case onClose([Step])

            package enum Name: String, Sendable, CaseIterable {
                case steps = "stream"
                case kind
                case onClose = "on_close"
            }

            package init(_ name: Name, json: JSON) throws {
                switch name {
                case .steps: self = .steps(try decoded(json))
                case .kind: self = .kind(try decoded(json))
                case .onClose: self = .onClose(try decoded(json))
                }
            }

            package var encoded: (name: Name, value: any WireValue) {
                switch self {
                case .steps(let value): (.steps, value)
                case .kind(let value): (.kind, value)
                case .onClose(let value): (.onClose, value)
                }
            }

            package var feature: Feature? {
                switch self {
                case .onClose: .streamEvents
                default: nil
                }
            }
        }

        package static let noun = "stream"
        package static let required: [Member.Name] = [.steps]
        package var members: [Member]

        package init(members: [Member]) { self.members = members }

        package var steps: [Step] {
            for case .steps(let value) in members { return value }
            preconditionFailure("a stream has 'stream'")
        }

        package var kind: StreamKind? {
            for case .kind(let value) in members { return value }
            return .none
        }

        package var onClose: [Step]? {
            for case .onClose(let value) in members { return value }
            return .none
        }
    }

    /// Raise an error of the stream's own.
    package struct Raise: WireRecord {
        package enum Member: WireMember {
            case message(String)
            /// Io: the I/O error of the language.
            case kind(RaisedKind)

            package enum Name: String, Sendable, CaseIterable {
                case message = "raise"
                case kind = "as"
            }

            package init(_ name: Name, json: JSON) throws {
                switch name {
                case .message: self = .message(try decoded(json))
                case .kind: self = .kind(try decoded(json))
                }
            }

            package var encoded: (name: Name, value: any WireValue) {
                switch self {
                case .message(let value): (.message, value)
                case .kind(let value): (.kind, value)
                }
            }
        }

        package static let noun = "step"
        package static let required: [Member.Name] = [.message]
        package var members: [Member]

        package init(members: [Member]) { self.members = members }

        package var message: String {
            for case .message(let value) in members { return value }
            preconditionFailure("a step has 'raise'")
        }

        package var kind: RaisedKind? {
            for case .kind(let value) in members { return value }
            return .none
        }
    }

    /// A server-sent event.
    package struct Event: WireRecord {
        package enum Member: WireMember {
            /// Text, or a value with as JSONServerSentEvent.
            case data(EventData)
            case event(WireText?)
            case id(WireText?)
            case retry(Int?)
            case comment(WireText?)
            case sep(WireText)
            case form(EventForm)

            package enum Name: String, Sendable, CaseIterable {
                case data
                case event
                case id
                case retry
                case comment
                case sep
                case form = "as"
            }

            package init(_ name: Name, json: JSON) throws {
                switch name {
                case .data: self = .data(try decoded(json))
                case .event: self = .event(try decoded(json))
                case .id: self = .id(try decoded(json))
                case .retry: self = .retry(try decoded(json))
                case .comment: self = .comment(try decoded(json))
                case .sep: self = .sep(try decoded(json))
                case .form: self = .form(try decoded(json))
                }
            }

            package var encoded: (name: Name, value: any WireValue) {
                switch self {
                case .data(let value): (.data, value)
                case .event(let value): (.event, value)
                case .id(let value): (.id, value)
                case .retry(let value): (.retry, value)
                case .comment(let value): (.comment, value)
                case .sep(let value): (.sep, value)
                case .form(let value): (.form, value)
                }
            }
        }

        package static let noun = "event"
        package static let required: [Member.Name] = []
        package var members: [Member]

        package init(members: [Member]) { self.members = members }

        package var data: EventData? {
            for case .data(let value) in members { return value }
            return .none
        }

        package var event: WireText?? {
            for case .event(let value) in members { return value }
            return .none
        }

        package var id: WireText?? {
            for case .id(let value) in members { return value }
            return .none
        }

        package var retry: Int?? {
            for case .retry(let value) in members { return value }
            return .none
        }

        package var comment: WireText?? {
            for case .comment(let value) in members { return value }
            return .none
        }

        package var sep: WireText? {
            for case .sep(let value) in members { return value }
            return .none
        }

        package var form: EventForm? {
            for case .form(let value) in members { return value }
            return .none
        }

        package func addFeatures(to features: inout Set<Feature>) {
            addMemberFeatures(to: &features)
            addValueFeatures(to: &features)
        }
    }

    /// What a caller knows of a file.
    package struct StatResult: WireRecord {
        package enum Member: WireMember {
            case size(Int)
            /// Seconds since 1970.
            case modified(Number)
            case kind(FileKind)

            package enum Name: String, Sendable, CaseIterable {
                case size
                case modified
                case kind
            }

            package init(_ name: Name, json: JSON) throws {
                switch name {
                case .size: self = .size(try decoded(json))
                case .modified: self = .modified(try decoded(json))
                case .kind: self = .kind(try decoded(json))
                }
            }

            package var encoded: (name: Name, value: any WireValue) {
                switch self {
                case .size(let value): (.size, value)
                case .modified(let value): (.modified, value)
                case .kind(let value): (.kind, value)
                }
            }
        }

        package static let noun = "stat_result"
        package static let required: [Member.Name] = [.size, .modified, .kind]
        package var members: [Member]

        package init(members: [Member]) { self.members = members }

        package var size: Int {
            for case .size(let value) in members { return value }
            preconditionFailure("a stat_result has 'size'")
        }

        package var modified: Number {
            for case .modified(let value) in members { return value }
            preconditionFailure("a stat_result has 'modified'")
        }

        package var kind: FileKind {
            for case .kind(let value) in members { return value }
            preconditionFailure("a stat_result has 'kind'")
        }
    }

    /// The arguments of set_cookie.
    package struct SetCookie: WireRecord {
        package enum Member: WireMember {
            case key(WireText)
            case value(WireText)
            case maxAge(Int)
            /// Seconds from now, a text, or an instant.
            case expires(Expiry)
            case path(WireText?)
            case domain(WireText?)
            case secure(Bool)
            case httpOnly(Bool)
            case sameSite(WireText?)
            case partitioned(Bool)

            package enum Name: String, Sendable, CaseIterable {
                case key
                case value
                case maxAge = "max_age"
                case expires
                case path
                case domain
                case secure
                case httpOnly = "httponly"
                case sameSite = "samesite"
                case partitioned
            }

            package init(_ name: Name, json: JSON) throws {
                switch name {
                case .key: self = .key(try decoded(json))
                case .value: self = .value(try decoded(json))
                case .maxAge: self = .maxAge(try decoded(json))
                case .expires: self = .expires(try decoded(json))
                case .path: self = .path(try decoded(json))
                case .domain: self = .domain(try decoded(json))
                case .secure: self = .secure(try decoded(json))
                case .httpOnly: self = .httpOnly(try decoded(json))
                case .sameSite: self = .sameSite(try decoded(json))
                case .partitioned: self = .partitioned(try decoded(json))
                }
            }

            package var encoded: (name: Name, value: any WireValue) {
                switch self {
                case .key(let value): (.key, value)
                case .value(let value): (.value, value)
                case .maxAge(let value): (.maxAge, value)
                case .expires(let value): (.expires, value)
                case .path(let value): (.path, value)
                case .domain(let value): (.domain, value)
                case .secure(let value): (.secure, value)
                case .httpOnly(let value): (.httpOnly, value)
                case .sameSite(let value): (.sameSite, value)
                case .partitioned(let value): (.partitioned, value)
                }
            }

            package var feature: Feature? {
                switch self {
                case .partitioned(true): .cookiesPartitioned
                default: nil
                }
            }
        }

        package static let noun = "set_cookie"
        package static let required: [Member.Name] = [.key]
        package var members: [Member]

        package init(members: [Member]) { self.members = members }

        package var key: WireText {
            for case .key(let value) in members { return value }
            preconditionFailure("a set_cookie has 'key'")
        }

        package var value: WireText? {
            for case .value(let value) in members { return value }
            return .none
        }

        package var maxAge: Int? {
            for case .maxAge(let value) in members { return value }
            return .none
        }

        package var expires: Expiry? {
            for case .expires(let value) in members { return value }
            return .none
        }

        package var path: WireText?? {
            for case .path(let value) in members { return value }
            return .none
        }

        package var domain: WireText?? {
            for case .domain(let value) in members { return value }
            return .none
        }

        package var secure: Bool? {
            for case .secure(let value) in members { return value }
            return .none
        }

        package var httpOnly: Bool? {
            for case .httpOnly(let value) in members { return value }
            return .none
        }

        package var sameSite: WireText?? {
            for case .sameSite(let value) in members { return value }
            return .none
        }

        package var partitioned: Bool? {
            for case .partitioned(let value) in members { return value }
            return .none
        }
    }

    /// The arguments of delete_cookie.
    package struct DeleteCookie: WireRecord {
        package enum Member: WireMember {
            case key(WireText)
            case path(WireText?)
            case domain(WireText?)
            case secure(Bool)
            case httpOnly(Bool)
            case sameSite(WireText?)
            case partitioned(Bool)

            package enum Name: String, Sendable, CaseIterable {
                case key
                case path
                case domain
                case secure
                case httpOnly = "httponly"
                case sameSite = "samesite"
                case partitioned
            }

            package init(_ name: Name, json: JSON) throws {
                switch name {
                case .key: self = .key(try decoded(json))
                case .path: self = .path(try decoded(json))
                case .domain: self = .domain(try decoded(json))
                case .secure: self = .secure(try decoded(json))
                case .httpOnly: self = .httpOnly(try decoded(json))
                case .sameSite: self = .sameSite(try decoded(json))
                case .partitioned: self = .partitioned(try decoded(json))
                }
            }

            package var encoded: (name: Name, value: any WireValue) {
                switch self {
                case .key(let value): (.key, value)
                case .path(let value): (.path, value)
                case .domain(let value): (.domain, value)
                case .secure(let value): (.secure, value)
                case .httpOnly(let value): (.httpOnly, value)
                case .sameSite(let value): (.sameSite, value)
                case .partitioned(let value): (.partitioned, value)
                }
            }

            package var feature: Feature? {
                switch self {
                case .partitioned(true): .cookiesPartitioned
                default: nil
                }
            }
        }

        package static let noun = "delete_cookie"
        package static let required: [Member.Name] = [.key]
        package var members: [Member]

        package init(members: [Member]) { self.members = members }

        package var key: WireText {
            for case .key(let value) in members { return value }
            preconditionFailure("a delete_cookie has 'key'")
        }

        package var path: WireText?? {
            for case .path(let value) in members { return value }
            return .none
        }

        package var domain: WireText?? {
            for case .domain(let value) in members { return value }
            return .none
        }

        package var secure: Bool? {
            for case .secure(let value) in members { return value }
            return .none
        }

        package var httpOnly: Bool? {
            for case .httpOnly(let value) in members { return value }
            return .none
        }

        package var sameSite: WireText?? {
            for case .sameSite(let value) in members { return value }
            return .none
        }

        package var partitioned: Bool? {
            for case .partitioned(let value) in members { return value }
            return .none
        }
    }

    /// A file, and what it holds from then on.
    package struct WriteFile: WireRecord {
        package enum Member: WireMember {
            case path(WireText)
            case content(WireBytes)

            package enum Name: String, Sendable, CaseIterable {
                case path
                case content
            }

            package init(_ name: Name, json: JSON) throws {
                switch name {
                case .path: self = .path(try decoded(json))
                case .content: self = .content(try decoded(json))
                }
            }

            package var encoded: (name: Name, value: any WireValue) {
                switch self {
                case .path(let value): (.path, value)
                case .content(let value): (.content, value)
                }
            }
        }

        package static let noun = "write_file"
        package static let required: [Member.Name] = [.path, .content]
        package var members: [Member]

        package init(members: [Member]) { self.members = members }

        package var path: WireText {
            for case .path(let value) in members { return value }
            preconditionFailure("a write_file has 'path'")
        }

        package var content: WireBytes {
            for case .content(let value) in members { return value }
            preconditionFailure("a write_file has 'content'")
        }
    }

    /// A background task (feature background).
    package struct Task: WireRecord {
        package enum Member: WireMember {
            case name(String)
            case raises(String)

            package enum Name: String, Sendable, CaseIterable {
                case name
                case raises
            }

            package init(_ name: Name, json: JSON) throws {
                switch name {
                case .name: self = .name(try decoded(json))
                case .raises: self = .raises(try decoded(json))
                }
            }

            package var encoded: (name: Name, value: any WireValue) {
                switch self {
                case .name(let value): (.name, value)
                case .raises(let value): (.raises, value)
                }
            }
        }

        package static let noun = "task"
        package static let required: [Member.Name] = [.name]
        package var members: [Member]

        package init(members: [Member]) { self.members = members }

        package var name: String {
            for case .name(let value) in members { return value }
            preconditionFailure("a task has 'name'")
        }

        package var raises: String? {
            for case .raises(let value) in members { return value }
            return .none
        }
    }

    /// A message for receive().
    package struct Received: WireRecord {
        package enum Member: WireMember {
            case message(JSON)
            /// Due once there were so many sends; absent is 0.
            case afterSends(Int)
            /// Due so many milliseconds after that send was recorded; absent is 0.
            case afterMilliseconds(Int)

            package enum Name: String, Sendable, CaseIterable {
                case message
                case afterSends = "after_sends"
                case afterMilliseconds = "after_ms"
            }

            package init(_ name: Name, json: JSON) throws {
                switch name {
                case .message: self = .message(try decoded(json))
                case .afterSends: self = .afterSends(try decoded(json))
                case .afterMilliseconds: self = .afterMilliseconds(try decoded(json))
                }
            }

            package var encoded: (name: Name, value: any WireValue) {
                switch self {
                case .message(let value): (.message, value)
                case .afterSends(let value): (.afterSends, value)
                case .afterMilliseconds(let value): (.afterMilliseconds, value)
                }
            }
        }

        package static let noun = "entry of receive"
        package static let required: [Member.Name] = [.message]
        package var members: [Member]

        package init(members: [Member]) { self.members = members }

        package var message: JSON {
            for case .message(let value) in members { return value }
            preconditionFailure("a entry of receive has 'message'")
        }

        package var afterSends: Int? {
            for case .afterSends(let value) in members { return value }
            return .none
        }

        package var afterMilliseconds: Int? {
            for case .afterMilliseconds(let value) in members { return value }
            return .none
        }
    }

    /// One call of the response.
    package struct Call: WireRecord {
        package enum Member: WireMember {
            /// What of the scope differs from the default one.
            case scope(JSON)
            /// What receive() returns, in order. Absent: one empty http.request; []: nothing.
            case receive([Received])
            /// A send that fails or blocks; sends count from 1.
            case send(SendScript)
            /// Cancel the call from outside after so many sends (feature cancel).
            case cancelAfterSends(Int)
            /// The server shuts down after so many sends (feature sse.shutdown).
            case shutdownAfterSends(Int)
            /// Done before this call.
            case actions([Action])

            package enum Name: String, Sendable, CaseIterable {
                case scope
                case receive
                case send
                case cancelAfterSends = "cancel_after_sends"
                case shutdownAfterSends = "shutdown_after_sends"
                case actions
            }

            package init(_ name: Name, json: JSON) throws {
                switch name {
                case .scope: self = .scope(try decoded(json))
                case .receive: self = .receive(try decoded(json))
                case .send: self = .send(try decoded(json))
                case .cancelAfterSends: self = .cancelAfterSends(try decoded(json))
                case .shutdownAfterSends: self = .shutdownAfterSends(try decoded(json))
                case .actions: self = .actions(try decoded(json))
                }
            }

            package var encoded: (name: Name, value: any WireValue) {
                switch self {
                case .scope(let value): (.scope, value)
                case .receive(let value): (.receive, value)
                case .send(let value): (.send, value)
                case .cancelAfterSends(let value): (.cancelAfterSends, value)
                case .shutdownAfterSends(let value): (.shutdownAfterSends, value)
                case .actions(let value): (.actions, value)
                }
            }

            package var feature: Feature? {
                switch self {
                case .receive: .disconnect
                case .cancelAfterSends: .cancel
                case .shutdownAfterSends: .sseShutdown
                default: nil
                }
            }
        }

        package static let noun = "call"
        package static let required: [Member.Name] = [.scope]
        package static let ignoresOthers = true
        package var members: [Member]

        package init(members: [Member]) { self.members = members }

        package var scope: JSON {
            for case .scope(let value) in members { return value }
            preconditionFailure("a call has 'scope'")
        }

        package var receive: [Received]? {
            for case .receive(let value) in members { return value }
            return .none
        }

        package var send: SendScript? {
            for case .send(let value) in members { return value }
            return .none
        }

        package var cancelAfterSends: Int? {
            for case .cancelAfterSends(let value) in members { return value }
            return .none
        }

        package var shutdownAfterSends: Int? {
            for case .shutdownAfterSends(let value) in members { return value }
            return .none
        }

        package var actions: [Action]? {
            for case .actions(let value) in members { return value }
            return .none
        }
    }
}
