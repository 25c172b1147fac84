import ASGI
import AdapterProtocol
import FoundationEssentials
import Glibc
import OrderedJSON
import StarletteResponses

/// Something that is done to a response between construction and call, or between two calls (PROTOCOL.md §3).
struct Action {
    let name: String
    let argument: JSON

    /// - Throws: `Unsupported` for an action that the reference does not know.
    init(_ json: JSON) throws {
        guard let members = json.objectValue?.members, members.count == 1, Self.names.contains(members[0].name) else {
            throw Unsupported("no action \(json.brief)")
        }
        name = members[0].name
        argument = members[0].value
    }

    private static let names: Set = [
        "set_cookie", "delete_cookie", "header_set", "header_append", "header_setdefault", "header_remove", "header_add_vary",
        "write_file",
    ]

    /// Does it.
    ///
    /// - Parameters:
    ///   - now: the date as the response sees it, which the case may have set.
    ///   - written: when a file is written.
    func perform(on made: inout MadeResponse, now: Date, written: Date) throws {
        if name == "write_file" { return try writeFile(at: written) }
        switch made {
        case .starlette(var response):
            defer { made = .starlette(response) }
            try change(&response, now: now)
        case .baize(var response):
            defer { made = .baize(response) }
            try change(&response, now: now)
        }
    }

    private func change(_ response: inout any ASGIResponse, now: Date) throws {
        switch name {
        case "set_cookie": try setCookie(on: &response, now: now)
        case "delete_cookie": try deleteCookie(on: &response, now: now)
        case "header_set":
            let (name, value) = try Arguments.pair(argument)
            try response.headers.set(name, to: value)
        case "header_append":
            let (name, value) = try Arguments.pair(argument)
            try response.headers.append(name, value)
        case "header_setdefault":
            let (name, value) = try Arguments.pair(argument)
            try response.headers.setDefault(name, value)
        case "header_remove": try response.headers.remove(Arguments.text(argument))
        default: try response.headers.addVary(Arguments.text(argument))
        }
    }

    private func setCookie(on response: inout any ASGIResponse, now: Date) throws {
        let arguments = try Arguments(
            argument,
            of: name,
            known: [
                "key", "value", "max_age", "expires", "path", "domain", "secure", "httponly", "samesite", "partitioned",
            ]
        )
        try response.setCookie(
            arguments.requiredText("key"),
            arguments.text("value", default: ""),
            maxAge: arguments.optionalInteger("max_age"),
            expires: arguments["expires"].flatMap { try Self.expiry($0) },
            path: arguments.optionalText("path", default: "/"),
            domain: arguments.optionalText("domain"),
            secure: arguments.flag("secure"),
            httpOnly: arguments.flag("httponly"),
            sameSite: arguments.optionalText("samesite", default: "lax"),
            partitioned: arguments.flag("partitioned"),
            now: now
        )
    }

    private func deleteCookie(on response: inout any ASGIResponse, now: Date) throws {
        let arguments = try Arguments(
            argument,
            of: name,
            known: ["key", "path", "domain", "secure", "httponly", "samesite", "partitioned"]
        )
        try response.deleteCookie(
            arguments.requiredText("key"),
            path: arguments.optionalText("path", default: "/"),
            domain: arguments.optionalText("domain"),
            secure: arguments.flag("secure"),
            httpOnly: arguments.flag("httponly"),
            sameSite: arguments.optionalText("samesite", default: "lax"),
            partitioned: arguments.flag("partitioned"),
            now: now
        )
    }

    private static func expiry(_ json: JSON) throws -> CookieExpiry? {
        if json == .null { return nil }
        if case .number = json {
            guard let seconds = json.intValue else { throw Unsupported("no number \(json.brief) for 'expires'") }
            return .secondsFromNow(seconds)
        }
        if json["datetime"] != nil { return .date(try Arguments.date(json)) }
        return .text(try Arguments.text(json))
    }

    private func writeFile(at date: Date) throws {
        guard let path = argument["path"], let content = argument["content"] else {
            throw WireError("\"write_file\" has a path and a content, unlike \(argument.brief)")
        }
        let bytes = try WireBytes.decode(content)
        // Not by `Data.write`, which waits for the disk.
        guard let file = fopen(try Arguments.text(path), "wb") else { throw Self.notWritten(path) }
        let isWhole = fwrite(bytes, 1, bytes.count, file) == bytes.count && fflush(file) == 0
        let seconds = date.timeIntervalSince1970.rounded(.down)
        let time = timespec(tv_sec: Int(seconds), tv_nsec: Int((date.timeIntervalSince1970 - seconds) * 1e9))
        futimens(fileno(file), [time, time])
        guard fclose(file) == 0, isWhole else { throw Self.notWritten(path) }
    }

    private static func notWritten(_ path: JSON) -> WireError {
        WireError("\(path.brief) could not be written: \(String(cString: strerror(errno)))")
    }
}
