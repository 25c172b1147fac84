import AdapterProtocol
import FoundationEssentials
import OrderedJSON
import StarletteResponses

extension Action {
    /// Does it to baize's response, whose cookies and headers have rules of their own.
    func change(_ response: inout BaizeFileResponse, now: Date) throws {
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
        default: throw Unsupported("no action '\(name)' of baize")
        }
    }

    private func setCookie(on response: inout BaizeFileResponse, now: Date) throws {
        let arguments = try Arguments(
            argument,
            of: name,
            known: ["key", "value", "max_age", "expires", "path", "domain", "secure", "httponly", "samesite"]
        )
        try response.setCookie(
            arguments.requiredText("key"),
            arguments.text("value", default: ""),
            maxAge: arguments.integer("max_age", default: -1),
            expires: arguments.optionalInteger("expires"),
            path: arguments.optionalText("path", default: "/"),
            domain: arguments.optionalText("domain"),
            secure: arguments.flag("secure"),
            httpOnly: arguments.flag("httponly"),
            sameSite: arguments.text("samesite", default: "lax"),
            now: now
        )
    }

    private func deleteCookie(on response: inout BaizeFileResponse, now: Date) throws {
        let arguments = try Arguments(
            argument,
            of: name,
            known: ["key", "path", "domain", "secure", "httponly", "samesite"]
        )
        try response.deleteCookie(
            arguments.requiredText("key"),
            path: arguments.optionalText("path", default: "/"),
            domain: arguments.optionalText("domain"),
            secure: arguments.flag("secure"),
            httpOnly: arguments.flag("httponly"),
            sameSite: arguments.text("samesite", default: "lax"),
            now: now
        )
    }
}
