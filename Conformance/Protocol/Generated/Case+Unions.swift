// Generated from description.json by scripts/generate; don't edit.
// swift-format-ignore-file

package import OrderedJSON

extension Case {
    /// What a response sends: text, bytes, a value, or what yields its chunks.
    package enum Content: WireUnion {
        case text(WireText)
        case bytes(BytesContent)
        /// Any value. {"$number":…} and {"$pairs":…} stand for what JSON has no words for (features json.non_finite, json.pairs).
        case json(SerializedValue)
        case stream(Stream)
        /// A stream of what data_sender pushes.
        case channel
        /// Any value, given as it is, whatever its type (feature python.wrong_types).
        case pythonValue(JSON)

        package enum Name: Sendable, CaseIterable { case text, bytes, json, stream, channel, pythonValue }

        package static let noun = "content"
        package static let keys = ["text", "bytes", "json", "stream", "channel", "value"]

        package var key: String {
            switch self {
            case .text: "text"
            case .bytes: "bytes"
            case .json: "json"
            case .stream: "stream"
            case .channel: "channel"
            case .pythonValue: "value"
            }
        }

        package init(_ key: String, of object: JSONObject) throws {
            switch key {
            case "text": self = .text(try Self.single(object))
            case "bytes": self = .bytes(try BytesContent(json: .object(object)))
            case "json": self = .json(try Self.single(object))
            case "stream": self = .stream(try Stream(json: .object(object)))
            case "channel" where object == ["channel": true]: self = .channel
            case "value": self = .pythonValue(try Self.single(object))
            default: throw Self.unknown(.object(object))
            }
        }

        @inline(never) package var json: JSON {
            switch self {
            case .text(let value): ["text": value.json]
            case .bytes(let value): value.json
            case .json(let value): ["json": value.json]
            case .stream(let value): value.json
            case .channel: ["channel": true]
            case .pythonValue(let value): ["value": value.json]
            }
        }

        package func addNeeds(to needs: inout CaseNeeds) {
            switch self {
            case .text(let value): value.addNeeds(to: &needs)
            case .bytes(let value): value.addNeeds(to: &needs)
            case .json(let value): value.addNeeds(to: &needs)
            case .stream(let value): value.addNeeds(to: &needs)
            case .channel: break
            case .pythonValue(let value): needs.features.insert(.pythonWrongTypes); value.addNeeds(to: &needs)
            }
        }
    }

    /// One step of a stream.
    package enum Step: WireUnion {
        case text(WireText)
        case bytes(BytesContent)
        case event(Event)
        case raise(Raise)
        /// Pause, then go on (feature stream.pauses).
        case sleep(Int)
        /// Yield nothing more until the call ends (feature stream.pauses; not in a sync stream).
        case waitForDisconnect
        /// Go on when the server shuts down (feature sse.shutdown; not in a sync stream).
        case waitForShutdown

        package enum Name: Sendable, CaseIterable { case text, bytes, event, raise, sleep, waitForDisconnect, waitForShutdown }

        package static let noun = "step"
        package static let keys = ["text", "bytes", "event", "raise", "sleep_ms", "wait"]

        package var key: String {
            switch self {
            case .text: "text"
            case .bytes: "bytes"
            case .event: "event"
            case .raise: "raise"
            case .sleep: "sleep_ms"
            case .waitForDisconnect: "wait"
            case .waitForShutdown: "wait"
            }
        }

        package init(_ key: String, of object: JSONObject) throws {
            switch key {
            case "text": self = .text(try Self.single(object))
            case "bytes": self = .bytes(try BytesContent(json: .object(object)))
            case "event": self = .event(try Self.single(object))
            case "raise": self = .raise(try Raise(json: .object(object)))
            case "sleep_ms": self = .sleep(try Self.single(object))
            case "wait" where object == ["wait": "disconnect"]: self = .waitForDisconnect
            case "wait" where object == ["wait": "shutdown"]: self = .waitForShutdown
            default: throw Self.unknown(.object(object))
            }
        }

        @inline(never) package var json: JSON {
            switch self {
            case .text(let value): ["text": value.json]
            case .bytes(let value): value.json
            case .event(let value): ["event": value.json]
            case .raise(let value): value.json
            case .sleep(let value): ["sleep_ms": value.json]
            case .waitForDisconnect: ["wait": "disconnect"]
            case .waitForShutdown: ["wait": "shutdown"]
            }
        }

        package func addNeeds(to needs: inout CaseNeeds) {
            switch self {
            case .text(let value): needs.parts.insert(.stepText); value.addNeeds(to: &needs)
            case .bytes(let value): needs.parts.insert(.stepBytes); value.addNeeds(to: &needs)
            case .event(let value): needs.parts.insert(.stepEvent); value.addNeeds(to: &needs)
            case .raise(let value): needs.parts.insert(.stepRaise); value.addNeeds(to: &needs)
            case .sleep(let value): needs.features.insert(.streamPauses); needs.parts.insert(.stepSleepMs); value.addNeeds(to: &needs)
            case .waitForDisconnect: needs.features.insert(.streamPauses); needs.parts.insert(.stepWaitDisconnect)
            case .waitForShutdown: needs.features.insert(.sseShutdown); needs.parts.insert(.stepWaitShutdown)
            }
        }
    }

    /// What is done to a response between its construction and its call.
    package enum Action: WireUnion {
        /// Set a cookie.
        case setCookie(SetCookie)
        /// Delete a cookie.
        case deleteCookie(DeleteCookie)
        /// Headers[name] = value (feature headers.set).
        case headerSet(Header)
        /// Headers.append(name, value) (feature headers.append).
        case headerAppend(Header)
        /// Headers.setdefault(name, value) (feature headers.setdefault).
        case headerSetDefault(Header)
        /// Del headers[name] (feature headers.remove).
        case headerRemove(WireText)
        /// Headers.add_vary_header(value) (feature headers.vary).
        case headerAddVary(WireText)
        /// Replace this file's content (feature file.write).
        case writeFile(WriteFile)

        package enum Name: Sendable, CaseIterable { case setCookie, deleteCookie, headerSet, headerAppend, headerSetDefault, headerRemove, headerAddVary, writeFile }

        package static let noun = "action"
        package static let keys = ["set_cookie", "delete_cookie", "header_set", "header_append", "header_setdefault", "header_remove", "header_add_vary", "write_file"]

        package var key: String {
            switch self {
            case .setCookie: "set_cookie"
            case .deleteCookie: "delete_cookie"
            case .headerSet: "header_set"
            case .headerAppend: "header_append"
            case .headerSetDefault: "header_setdefault"
            case .headerRemove: "header_remove"
            case .headerAddVary: "header_add_vary"
            case .writeFile: "write_file"
            }
        }

        package init(_ key: String, of object: JSONObject) throws {
            switch key {
            case "set_cookie": self = .setCookie(try Self.single(object))
            case "delete_cookie": self = .deleteCookie(try Self.single(object))
            case "header_set": self = .headerSet(try Self.single(object))
            case "header_append": self = .headerAppend(try Self.single(object))
            case "header_setdefault": self = .headerSetDefault(try Self.single(object))
            case "header_remove": self = .headerRemove(try Self.single(object))
            case "header_add_vary": self = .headerAddVary(try Self.single(object))
            case "write_file": self = .writeFile(try Self.single(object))
            default: throw Self.unknown(.object(object))
            }
        }

        @inline(never) package var json: JSON {
            switch self {
            case .setCookie(let value): ["set_cookie": value.json]
            case .deleteCookie(let value): ["delete_cookie": value.json]
            case .headerSet(let value): ["header_set": value.json]
            case .headerAppend(let value): ["header_append": value.json]
            case .headerSetDefault(let value): ["header_setdefault": value.json]
            case .headerRemove(let value): ["header_remove": value.json]
            case .headerAddVary(let value): ["header_add_vary": value.json]
            case .writeFile(let value): ["write_file": value.json]
            }
        }

        package func addNeeds(to needs: inout CaseNeeds) {
            switch self {
            case .setCookie(let value): needs.parts.insert(.actionSetCookie); value.addNeeds(to: &needs)
            case .deleteCookie(let value): needs.parts.insert(.actionDeleteCookie); value.addNeeds(to: &needs)
            case .headerSet(let value): needs.features.insert(.headersSet); needs.parts.insert(.actionHeaderSet); value.addNeeds(to: &needs)
            case .headerAppend(let value): needs.features.insert(.headersAppend); needs.parts.insert(.actionHeaderAppend); value.addNeeds(to: &needs)
            case .headerSetDefault(let value): needs.features.insert(.headersSetDefault); needs.parts.insert(.actionHeaderSetdefault); value.addNeeds(to: &needs)
            case .headerRemove(let value): needs.features.insert(.headersRemove); needs.parts.insert(.actionHeaderRemove); value.addNeeds(to: &needs)
            case .headerAddVary(let value): needs.features.insert(.headersVary); needs.parts.insert(.actionHeaderAddVary); value.addNeeds(to: &needs)
            case .writeFile(let value): needs.features.insert(.fileWrite); needs.parts.insert(.actionWriteFile); value.addNeeds(to: &needs)
            }
        }
    }

    /// A send that fails or blocks.
    package enum SendScript: WireUnion {
        /// This send and every later one raises an I/O error (feature send.fails).
        case failsAt(Int)
        /// This send and every later one never returns (feature send.blocks).
        case blocksAt(Int)

        package enum Name: Sendable, CaseIterable { case failsAt, blocksAt }

        package static let noun = "send"
        package static let keys = ["fails_at", "blocks_at"]

        package var key: String {
            switch self {
            case .failsAt: "fails_at"
            case .blocksAt: "blocks_at"
            }
        }

        package init(_ key: String, of object: JSONObject) throws {
            switch key {
            case "fails_at": self = .failsAt(try Self.single(object))
            case "blocks_at": self = .blocksAt(try Self.single(object))
            default: throw Self.unknown(.object(object))
            }
        }

        @inline(never) package var json: JSON {
            switch self {
            case .failsAt(let value): ["fails_at": value.json]
            case .blocksAt(let value): ["blocks_at": value.json]
            }
        }

        package func addNeeds(to needs: inout CaseNeeds) {
            switch self {
            case .failsAt(let value): needs.features.insert(.sendFails); value.addNeeds(to: &needs)
            case .blocksAt(let value): needs.features.insert(.sendBlocks); value.addNeeds(to: &needs)
            }
        }
    }
}
