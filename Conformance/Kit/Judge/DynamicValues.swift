import AdapterProtocol
package import FoundationEssentials
import HTTPDates
package import OrderedJSON
import VectorSuites

/// Values that are others in every call: random boundaries, and dates that depend on now. Matchers stand for them in an expectation.
package struct DynamicValues {
    /// How far apart the clocks of two calls may be, in seconds.
    private static let tolerance = 10
    /// How far local time may be from UTC. baize writes cookies' dates in local time and calls them GMT.
    private static let zones = 14 * 3600

    /// The case that the expectation is of.
    private let request: JSON
    /// When it was sent.
    private let sent: Date

    package init(request: JSON, sent: Date) {
        self.request = request
        self.sent = sent
    }

    /// The expectation of a case with its dynamic values as matchers.
    package func matched(_ expect: JSON) -> JSON {
        if expect["construct"] != nil { return expect }
        guard let calls = expect["calls"]?.arrayValue else { return call(expect) }
        return ["calls": .array(calls.map(call))]
    }

    private func call(_ expect: JSON) -> JSON {
        let boundary = Self.boundary(in: expect)
        return mapping(expect) { name, value in
            switch name {
            case "headers": headers(value, boundary)
            case "body": body(value, boundary)
            default: nil
            }
        }
    }

    /// The value with some members of its objects in another form, at any depth.
    private func mapping(_ value: JSON, _ change: (String, JSON) -> JSON?) -> JSON {
        switch value {
        case .array(let elements): .array(elements.map { mapping($0, change) })
        case .object(let object):
            .object(
                JSONObject(
                    object.members.map { member in
                        .init(name: member.name, value: change(member.name, member.value) ?? mapping(member.value, change))
                    }
                )
            )
        default: value
        }
    }
}

// MARK: - Boundaries

extension DynamicValues {
    private static func boundary(in expect: JSON) -> String? {
        let starts = [expect["start"] ?? .null] + (expect["messages"]?.arrayValue ?? [])
        let values = starts.flatMap { $0["headers"]?.arrayValue ?? [] }.compactMap { $0.arrayValue?.last?.stringValue }
        let boundary = values.lazy.compactMap { RandomBoundary.named(by: Array($0.utf8)) }.first
        return boundary.map { String(decoding: $0, as: UTF8.self) }
    }

    private func body(_ value: JSON, _ boundary: String?) -> JSON {
        if case .string(let text) = value, text.contains(Self.ping) { return Self.matchingPings(in: text) }
        guard let boundary else { return value }
        if case .string(let text) = value { return .string(text.replacing(boundary, with: "${boundary}")) }
        guard value["base64"] != nil, let bytes = try? WireBytes.decode(value) else { return value }
        let parts = bytes.split(separatedBy: Array(boundary.utf8)).map { Template.bytes($0) }
        guard parts.count > 1 else { return value }
        return ["concat": .array(Array(parts.map { [$0] }.joined(separator: ["${boundary}"])))]
    }
}

extension [UInt8] {
    /// The runs between the occurrences of a separator of several bytes.
    fileprivate func split(separatedBy separator: [UInt8]) -> [ArraySlice<UInt8>] {
        var (runs, start, index) = ([ArraySlice<UInt8>](), startIndex, startIndex)
        while index + separator.count <= endIndex {
            if self[index] == separator[0], self[index..<index + separator.count].elementsEqual(separator) {
                runs.append(self[start..<index])
                index += separator.count
                start = index
            } else {
                index += 1
            }
        }
        return runs + [self[start...]]
    }
}

// MARK: - Dates

extension DynamicValues {
    /// How sse-starlette's pings begin; the time follows.
    private static let ping = ": ping - "
    private static let pingTime = #"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?\+00:00"#
    /// An IMF-fixdate has as many characters.
    private static let dateLength = 29

    private static func matchingPings(in text: String) -> JSON {
        var parts: [JSON] = []
        var rest = text[...]
        while let ping = rest.firstRange(of: ping) {
            let time = rest[ping.upperBound...].prefix { !$0.isNewline }
            parts += [.string(String(rest[..<ping.upperBound])), ["$regex": .string(pingTime)]]
            rest = rest[time.endIndex...]
        }
        return ["$concat": .array(parts + [.string(String(rest))])]
    }

    private func headers(_ value: JSON, _ boundary: String?) -> JSON {
        guard let pairs = value.arrayValue else { return value }
        return .array(
            pairs.map { pair in
                guard let parts = pair.arrayValue, parts.count == 2, let name = parts[0].stringValue,
                    let value = parts[1].stringValue, let matcher = matcher(name, value, boundary)
                else { return pair }
                return [parts[0], matcher]
            }
        )
    }

    private func matcher(_ name: String, _ value: String, _ boundary: String?) -> JSON? {
        switch name {
        case "content-type":
            guard let boundary, value == RandomBoundary.contentType + boundary else { return nil }
            let random: JSON = ["$bind": "boundary", "$regex": .string("[0-9a-z]{\(boundary.utf8.count)}")]
            return ["$concat": [.string(RandomBoundary.contentType), random]]
        case "set-cookie": return cookie(value)
        case "last-modified" where writesFiles: return relativeDate(value[...], offsets: [0])
        case "etag" where writesFiles: return ["$strong_etag": true]
        default: return nil
        }
    }

    private func cookie(_ value: String) -> JSON? {
        // A cookie's name or value may be the attribute's name, too.
        for start in value.ranges(of: "expires=").map(\.upperBound) {
            guard let end = value.index(start, offsetBy: Self.dateLength, limitedBy: value.endIndex),
                let date = relativeDate(value[start..<end], offsets: offsets, isLocal: writesLocalTime)
            else { continue }
            return ["$concat": [.string(String(value[..<start])), date, .string(String(value[end...]))]]
        }
        return nil
    }

    private static let anyDate = "[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT"

    /// Whether the class writes the dates of cookies in local time.
    private var writesLocalTime: Bool { request["response"]?["class"] == "baize.FileResponse" }

    /// A matcher for a date that is one of these offsets from when the case was sent, in seconds.
    private func relativeDate(_ text: Substring, offsets: [Int], isLocal: Bool = false) -> JSON? {
        guard let date = HTTPDate.seconds(of: Array(text.utf8)).map(Double.init) else { return nil }
        guard request["clock"] == nil else { return isLocal ? ["$regex": .string(Self.anyDate)] : nil }
        let distance = Int(date - sent.timeIntervalSince1970)
        guard let offset = offsets.first(where: { abs(distance - $0) <= Self.tolerance }) else { return nil }
        let tolerance = Self.tolerance + (isLocal ? Self.zones : 0)
        return ["$http_date": ["now_plus": .integer(offset), "tolerance": .integer(tolerance)]]
    }

    private var actions: [JSON] {
        (request["actions"]?.arrayValue ?? [])
            + (request["calls"]?.arrayValue ?? []).flatMap { $0["actions"]?.arrayValue ?? [] }
    }

    private var writesFiles: Bool { request["clock"] == nil && actions.contains { $0["write_file"] != nil } }

    /// How far from now cookies of the case expire: those that are set for some seconds, and those that are deleted.
    private var offsets: [Int] {
        actions.compactMap { action in
            action["delete_cookie"] != nil ? 0 : action["set_cookie"]?["expires"]?.intValue
        }
    }
}
