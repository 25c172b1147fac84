import AdapterProtocol
import FoundationEssentials
import StarletteResponses

extension Case.Action {
    /// Does it to baize's response, whose cookies and headers have rules of their own.
    func change(_ response: inout BaizeFileResponse, now: Date) throws {
        switch self {
        case .setCookie(let cookie):
            let arguments = try CookieArguments(cookie)
            try response.setCookie(
                arguments.key,
                arguments.value,
                maxAge: arguments.maxAge ?? -1,
                expires: arguments.baizeExpiry,
                path: arguments.path,
                domain: arguments.domain,
                secure: arguments.secure,
                httpOnly: arguments.httpOnly,
                sameSite: arguments.baizeSameSite,
                now: now
            )
        case .deleteCookie(let cookie):
            let arguments = try CookieArguments(cookie)
            try response.deleteCookie(
                arguments.key,
                path: arguments.path,
                domain: arguments.domain,
                secure: arguments.secure,
                httpOnly: arguments.httpOnly,
                sameSite: arguments.baizeSameSite,
                now: now
            )
        case .headerSet(let header):
            let (name, value) = try header.pair
            try response.headers.set(name, to: value)
        case .headerAppend(let header):
            let (name, value) = try header.pair
            try response.headers.append(name, value)
        case .headerSetDefault(let header):
            let (name, value) = try header.pair
            try response.headers.setDefault(name, value)
        case .headerRemove(let name): try response.headers.remove(name.get())
        case .headerAddVary: throw WrongArgument(reason: "baize's headers have no add_vary_header")
        case .writeFile: break
        }
    }
}

extension CookieArguments {
    fileprivate var baizeExpiry: Int? {
        get throws {
            switch expires {
            case nil: return nil
            case .secondsFromNow(let seconds): return seconds
            case .text, .date: throw WrongArgument(reason: "baize adds 'expires' to the time, and so it must be a number")
            }
        }
    }

    /// What Python writes for `None` where there is none. Asked for each cookie, and so what refuses an argument that baize lacks.
    fileprivate var baizeSameSite: String {
        get throws {
            if partitioned != nil { throw Unsupported("no argument 'partitioned' of baize") }
            return sameSite ?? "None"
        }
    }
}
