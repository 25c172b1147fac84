// Generated from description.json by scripts/generate; don't edit.
// swift-format-ignore-file

package import OrderedJSON

extension Case {
    /// Bytes to send.
    package struct BytesContent: WireRecord {
        package enum Member: WireMember {
            case bytes(WireBytes)
            /// Another type of bytes (feature python.bytes).
            case kind(BytesKind)

            package enum Name: String, Sendable, CaseIterable {
                case bytes
                case kind = "as"
            }

            package init(_ name: Name, json: JSON) throws {
                switch name {
                case .bytes: self = .bytes(try WireBytes(json: json))
                case .kind: self = .kind(try BytesKind(json: json))
                }
            }

            @inline(never) package var jsonMember: JSONObject.Member {
                switch self {
                case .bytes(let value): .init(name: "bytes", value: value.json)
                case .kind(let value): .init(name: "as", value: value.json)
                }
            }

            package func addValueNeeds(to needs: inout CaseNeeds) {
                switch self {
                case .bytes(let value): value.addNeeds(to: &needs)
                case .kind(let value): value.addNeeds(to: &needs)
                }
            }

            package var feature: Feature? {
                switch self {
                case .kind: .pythonBytes
                default: nil
                }
            }
        }

        package static let noun = "bytes"
        package static let required: [Member.Name] = [.bytes]
        package var members: [Member]

        package init(members: [Member]) { self.members = members }

        @inline(never) package init(json: JSON) throws { members = try Self.members(of: json) }

        @inline(never) package var json: JSON { .object(JSONObject(uniqueMembers: members.map { $0.jsonMember })) }

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
            /// Async (the default), or another kind, whose feature is stream. and its name.
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
                case .steps: self = .steps(try [Step](json: json))
                case .kind: self = .kind(try StreamKind(json: json))
                case .onClose: self = .onClose(try [Step](json: json))
                }
            }

            @inline(never) package var jsonMember: JSONObject.Member {
                switch self {
                case .steps(let value): .init(name: "stream", value: value.json)
                case .kind(let value): .init(name: "kind", value: value.json)
                case .onClose(let value): .init(name: "on_close", value: value.json)
                }
            }

            package func addValueNeeds(to needs: inout CaseNeeds) {
                switch self {
                case .steps(let value): value.addNeeds(to: &needs)
                case .kind(let value): value.addNeeds(to: &needs)
                case .onClose(let value): value.addNeeds(to: &needs)
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

        @inline(never) package init(json: JSON) throws { members = try Self.members(of: json) }

        @inline(never) package var json: JSON { .object(JSONObject(uniqueMembers: members.map { $0.jsonMember })) }

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
                case .message: self = .message(try String(json: json))
                case .kind: self = .kind(try RaisedKind(json: json))
                }
            }

            @inline(never) package var jsonMember: JSONObject.Member {
                switch self {
                case .message(let value): .init(name: "raise", value: value.json)
                case .kind(let value): .init(name: "as", value: value.json)
                }
            }

            package func addValueNeeds(to needs: inout CaseNeeds) {
                switch self {
                case .message(let value): value.addNeeds(to: &needs)
                case .kind(let value): value.addNeeds(to: &needs)
                }
            }
        }

        package static let noun = "step"
        package static let required: [Member.Name] = [.message]
        package var members: [Member]

        package init(members: [Member]) { self.members = members }

        @inline(never) package init(json: JSON) throws { members = try Self.members(of: json) }

        @inline(never) package var json: JSON { .object(JSONObject(uniqueMembers: members.map { $0.jsonMember })) }

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
                case .data: self = .data(try EventData(json: json))
                case .event: self = .event(try WireText?(json: json))
                case .id: self = .id(try WireText?(json: json))
                case .retry: self = .retry(try Int?(json: json))
                case .comment: self = .comment(try WireText?(json: json))
                case .sep: self = .sep(try WireText(json: json))
                case .form: self = .form(try EventForm(json: json))
                }
            }

            @inline(never) package var jsonMember: JSONObject.Member {
                switch self {
                case .data(let value): .init(name: "data", value: value.json)
                case .event(let value): .init(name: "event", value: value.json)
                case .id(let value): .init(name: "id", value: value.json)
                case .retry(let value): .init(name: "retry", value: value.json)
                case .comment(let value): .init(name: "comment", value: value.json)
                case .sep(let value): .init(name: "sep", value: value.json)
                case .form(let value): .init(name: "as", value: value.json)
                }
            }

            package func addValueNeeds(to needs: inout CaseNeeds) {
                switch self {
                case .data(let value): value.addNeeds(to: &needs)
                case .event(let value): value.addNeeds(to: &needs)
                case .id(let value): value.addNeeds(to: &needs)
                case .retry(let value): value.addNeeds(to: &needs)
                case .comment(let value): value.addNeeds(to: &needs)
                case .sep(let value): value.addNeeds(to: &needs)
                case .form(let value): value.addNeeds(to: &needs)
                }
            }

            package var part: CasePart? {
                switch self {
                case .data: .eventData
                case .event: .eventEvent
                case .id: .eventId
                case .retry: .eventRetry
                case .comment: .eventComment
                case .sep: .eventSep
                case .form(.dict): .eventAsDict
                case .form(.serverSentEvent): .eventAsServerSentEvent
                case .form(.jsonServerSentEvent): .eventAsJSONServerSentEvent
                }
            }
        }

        package static let noun = "event"
        package static let required: [Member.Name] = []
        package var members: [Member]

        package init(members: [Member]) { self.members = members }

        @inline(never) package init(json: JSON) throws { members = try Self.members(of: json) }

        @inline(never) package var json: JSON { .object(JSONObject(uniqueMembers: members.map { $0.jsonMember })) }

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

        package func addNeeds(to needs: inout CaseNeeds) {
            addMemberNeeds(to: &needs)
            addValueNeeds(to: &needs)
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
                case .size: self = .size(try Int(json: json))
                case .modified: self = .modified(try Number(json: json))
                case .kind: self = .kind(try FileKind(json: json))
                }
            }

            @inline(never) package var jsonMember: JSONObject.Member {
                switch self {
                case .size(let value): .init(name: "size", value: value.json)
                case .modified(let value): .init(name: "modified", value: value.json)
                case .kind(let value): .init(name: "kind", value: value.json)
                }
            }

            package func addValueNeeds(to needs: inout CaseNeeds) {
                switch self {
                case .size(let value): value.addNeeds(to: &needs)
                case .modified(let value): value.addNeeds(to: &needs)
                case .kind(let value): value.addNeeds(to: &needs)
                }
            }
        }

        package static let noun = "stat_result"
        package static let required: [Member.Name] = [.size, .modified, .kind]
        package var members: [Member]

        package init(members: [Member]) { self.members = members }

        @inline(never) package init(json: JSON) throws { members = try Self.members(of: json) }

        @inline(never) package var json: JSON { .object(JSONObject(uniqueMembers: members.map { $0.jsonMember })) }

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
            case maxAge(Int?)
            /// Seconds from now, a text, or an instant.
            case expires(Expiry?)
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
                case .key: self = .key(try WireText(json: json))
                case .value: self = .value(try WireText(json: json))
                case .maxAge: self = .maxAge(try Int?(json: json))
                case .expires: self = .expires(try Expiry?(json: json))
                case .path: self = .path(try WireText?(json: json))
                case .domain: self = .domain(try WireText?(json: json))
                case .secure: self = .secure(try Bool(json: json))
                case .httpOnly: self = .httpOnly(try Bool(json: json))
                case .sameSite: self = .sameSite(try WireText?(json: json))
                case .partitioned: self = .partitioned(try Bool(json: json))
                }
            }

            @inline(never) package var jsonMember: JSONObject.Member {
                switch self {
                case .key(let value): .init(name: "key", value: value.json)
                case .value(let value): .init(name: "value", value: value.json)
                case .maxAge(let value): .init(name: "max_age", value: value.json)
                case .expires(let value): .init(name: "expires", value: value.json)
                case .path(let value): .init(name: "path", value: value.json)
                case .domain(let value): .init(name: "domain", value: value.json)
                case .secure(let value): .init(name: "secure", value: value.json)
                case .httpOnly(let value): .init(name: "httponly", value: value.json)
                case .sameSite(let value): .init(name: "samesite", value: value.json)
                case .partitioned(let value): .init(name: "partitioned", value: value.json)
                }
            }

            package func addValueNeeds(to needs: inout CaseNeeds) {
                switch self {
                case .key(let value): value.addNeeds(to: &needs)
                case .value(let value): value.addNeeds(to: &needs)
                case .maxAge(let value): value.addNeeds(to: &needs)
                case .expires(let value): value.addNeeds(to: &needs)
                case .path(let value): value.addNeeds(to: &needs)
                case .domain(let value): value.addNeeds(to: &needs)
                case .secure(let value): value.addNeeds(to: &needs)
                case .httpOnly(let value): value.addNeeds(to: &needs)
                case .sameSite(let value): value.addNeeds(to: &needs)
                case .partitioned(let value): value.addNeeds(to: &needs)
                }
            }

            package var feature: Feature? {
                switch self {
                case .partitioned(true): .cookiesPartitioned
                default: nil
                }
            }

            package var part: CasePart? {
                switch self {
                case .value: .actionSetCookieValue
                case .maxAge: .actionSetCookieMaxAge
                case .expires: .actionSetCookieExpires
                case .path: .actionSetCookiePath
                case .domain: .actionSetCookieDomain
                case .secure: .actionSetCookieSecure
                case .httpOnly: .actionSetCookieHttponly
                case .sameSite: .actionSetCookieSamesite
                case .partitioned: .actionSetCookiePartitioned
                default: nil
                }
            }
        }

        package static let noun = "set_cookie"
        package static let required: [Member.Name] = [.key]
        package var members: [Member]

        package init(members: [Member]) { self.members = members }

        @inline(never) package init(json: JSON) throws { members = try Self.members(of: json) }

        @inline(never) package var json: JSON { .object(JSONObject(uniqueMembers: members.map { $0.jsonMember })) }

        package var key: WireText {
            for case .key(let value) in members { return value }
            preconditionFailure("a set_cookie has 'key'")
        }

        package var value: WireText? {
            for case .value(let value) in members { return value }
            return .none
        }

        package var maxAge: Int?? {
            for case .maxAge(let value) in members { return value }
            return .none
        }

        package var expires: Expiry?? {
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
                case .key: self = .key(try WireText(json: json))
                case .path: self = .path(try WireText?(json: json))
                case .domain: self = .domain(try WireText?(json: json))
                case .secure: self = .secure(try Bool(json: json))
                case .httpOnly: self = .httpOnly(try Bool(json: json))
                case .sameSite: self = .sameSite(try WireText?(json: json))
                case .partitioned: self = .partitioned(try Bool(json: json))
                }
            }

            @inline(never) package var jsonMember: JSONObject.Member {
                switch self {
                case .key(let value): .init(name: "key", value: value.json)
                case .path(let value): .init(name: "path", value: value.json)
                case .domain(let value): .init(name: "domain", value: value.json)
                case .secure(let value): .init(name: "secure", value: value.json)
                case .httpOnly(let value): .init(name: "httponly", value: value.json)
                case .sameSite(let value): .init(name: "samesite", value: value.json)
                case .partitioned(let value): .init(name: "partitioned", value: value.json)
                }
            }

            package func addValueNeeds(to needs: inout CaseNeeds) {
                switch self {
                case .key(let value): value.addNeeds(to: &needs)
                case .path(let value): value.addNeeds(to: &needs)
                case .domain(let value): value.addNeeds(to: &needs)
                case .secure(let value): value.addNeeds(to: &needs)
                case .httpOnly(let value): value.addNeeds(to: &needs)
                case .sameSite(let value): value.addNeeds(to: &needs)
                case .partitioned(let value): value.addNeeds(to: &needs)
                }
            }

            package var feature: Feature? {
                switch self {
                case .partitioned(true): .cookiesPartitioned
                default: nil
                }
            }

            package var part: CasePart? {
                switch self {
                case .path: .actionDeleteCookiePath
                case .domain: .actionDeleteCookieDomain
                case .secure: .actionDeleteCookieSecure
                case .httpOnly: .actionDeleteCookieHttponly
                case .sameSite: .actionDeleteCookieSamesite
                case .partitioned: .actionDeleteCookiePartitioned
                default: nil
                }
            }
        }

        package static let noun = "delete_cookie"
        package static let required: [Member.Name] = [.key]
        package var members: [Member]

        package init(members: [Member]) { self.members = members }

        @inline(never) package init(json: JSON) throws { members = try Self.members(of: json) }

        @inline(never) package var json: JSON { .object(JSONObject(uniqueMembers: members.map { $0.jsonMember })) }

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
                case .path: self = .path(try WireText(json: json))
                case .content: self = .content(try WireBytes(json: json))
                }
            }

            @inline(never) package var jsonMember: JSONObject.Member {
                switch self {
                case .path(let value): .init(name: "path", value: value.json)
                case .content(let value): .init(name: "content", value: value.json)
                }
            }

            package func addValueNeeds(to needs: inout CaseNeeds) {
                switch self {
                case .path(let value): value.addNeeds(to: &needs)
                case .content(let value): value.addNeeds(to: &needs)
                }
            }
        }

        package static let noun = "write_file"
        package static let required: [Member.Name] = [.path, .content]
        package var members: [Member]

        package init(members: [Member]) { self.members = members }

        @inline(never) package init(json: JSON) throws { members = try Self.members(of: json) }

        @inline(never) package var json: JSON { .object(JSONObject(uniqueMembers: members.map { $0.jsonMember })) }

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
                case .name: self = .name(try String(json: json))
                case .raises: self = .raises(try String(json: json))
                }
            }

            @inline(never) package var jsonMember: JSONObject.Member {
                switch self {
                case .name(let value): .init(name: "name", value: value.json)
                case .raises(let value): .init(name: "raises", value: value.json)
                }
            }

            package func addValueNeeds(to needs: inout CaseNeeds) {
                switch self {
                case .name(let value): value.addNeeds(to: &needs)
                case .raises(let value): value.addNeeds(to: &needs)
                }
            }
        }

        package static let noun = "task"
        package static let required: [Member.Name] = [.name]
        package var members: [Member]

        package init(members: [Member]) { self.members = members }

        @inline(never) package init(json: JSON) throws { members = try Self.members(of: json) }

        @inline(never) package var json: JSON { .object(JSONObject(uniqueMembers: members.map { $0.jsonMember })) }

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
                case .message: self = .message(try JSON(json: json))
                case .afterSends: self = .afterSends(try Int(json: json))
                case .afterMilliseconds: self = .afterMilliseconds(try Int(json: json))
                }
            }

            @inline(never) package var jsonMember: JSONObject.Member {
                switch self {
                case .message(let value): .init(name: "message", value: value.json)
                case .afterSends(let value): .init(name: "after_sends", value: value.json)
                case .afterMilliseconds(let value): .init(name: "after_ms", value: value.json)
                }
            }

            package func addValueNeeds(to needs: inout CaseNeeds) {
                switch self {
                case .message(let value): value.addNeeds(to: &needs)
                case .afterSends(let value): value.addNeeds(to: &needs)
                case .afterMilliseconds(let value): value.addNeeds(to: &needs)
                }
            }
        }

        package static let noun = "entry of receive"
        package static let required: [Member.Name] = [.message]
        package var members: [Member]

        package init(members: [Member]) { self.members = members }

        @inline(never) package init(json: JSON) throws { members = try Self.members(of: json) }

        @inline(never) package var json: JSON { .object(JSONObject(uniqueMembers: members.map { $0.jsonMember })) }

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
                case .scope: self = .scope(try JSON(json: json))
                case .receive: self = .receive(try [Received](json: json))
                case .send: self = .send(try SendScript(json: json))
                case .cancelAfterSends: self = .cancelAfterSends(try Int(json: json))
                case .shutdownAfterSends: self = .shutdownAfterSends(try Int(json: json))
                case .actions: self = .actions(try [Action](json: json))
                }
            }

            @inline(never) package var jsonMember: JSONObject.Member {
                switch self {
                case .scope(let value): .init(name: "scope", value: value.json)
                case .receive(let value): .init(name: "receive", value: value.json)
                case .send(let value): .init(name: "send", value: value.json)
                case .cancelAfterSends(let value): .init(name: "cancel_after_sends", value: value.json)
                case .shutdownAfterSends(let value): .init(name: "shutdown_after_sends", value: value.json)
                case .actions(let value): .init(name: "actions", value: value.json)
                }
            }

            package func addValueNeeds(to needs: inout CaseNeeds) {
                switch self {
                case .scope(let value): value.addNeeds(to: &needs)
                case .receive(let value): value.addNeeds(to: &needs)
                case .send(let value): value.addNeeds(to: &needs)
                case .cancelAfterSends(let value): value.addNeeds(to: &needs)
                case .shutdownAfterSends(let value): value.addNeeds(to: &needs)
                case .actions(let value): value.addNeeds(to: &needs)
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

        @inline(never) package init(json: JSON) throws { members = try Self.members(of: json) }

        @inline(never) package var json: JSON { .object(JSONObject(uniqueMembers: members.map { $0.jsonMember })) }

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
