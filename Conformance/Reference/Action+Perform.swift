import ASGI
import AdapterProtocol
import FoundationEssentials
import Glibc
import OrderedJSON
import StarletteResponses

extension Case.Action {
    /// Does it to a response.
    ///
    /// - Parameters:
    ///   - now: the date as the response sees it, which the case may have set.
    ///   - written: when a file is written.
    func perform(on made: inout MadeResponse, now: Date, written: Date) throws {
        if case .writeFile(let file) = self { return try file.write(at: written) }
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
        switch self {
        case .setCookie(let cookie):
            let arguments = try CookieArguments(cookie)
            try response.setCookie(
                arguments.key,
                arguments.value,
                maxAge: arguments.maxAge ?? nil,
                expires: arguments.expires?.cookieExpiry,
                path: arguments.path,
                domain: arguments.domain,
                secure: arguments.secure,
                httpOnly: arguments.httpOnly,
                sameSite: arguments.sameSite,
                partitioned: arguments.partitioned ?? false,
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
                sameSite: arguments.sameSite,
                partitioned: arguments.partitioned ?? false,
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
        case .headerAddVary(let value): try response.headers.addVary(value.get())
        case .writeFile: break
        }
    }
}

extension Case.Expiry {
    fileprivate var cookieExpiry: CookieExpiry {
        get throws {
            switch self {
            case .secondsFromNow(let seconds): .secondsFromNow(seconds)
            case .text(let text): .text(try text.get())
            case .date(let instant): .date(instant.date)
            }
        }
    }
}

extension Case.WriteFile {
    fileprivate func write(at date: Date) throws {
        let bytes = try content.bytes()
        // Not by `Data.write`, which waits for the disk.
        guard let file = fopen(try path.get(), "wb") else { throw notWritten }
        let isWhole = fwrite(bytes, 1, bytes.count, file) == bytes.count && fflush(file) == 0
        let seconds = date.timeIntervalSince1970.rounded(.down)
        let time = timespec(tv_sec: Int(seconds), tv_nsec: Int((date.timeIntervalSince1970 - seconds) * 1e9))
        futimens(fileno(file), [time, time])
        guard fclose(file) == 0, isWhole else { throw notWritten }
    }

    private var notWritten: WireError {
        WireError("\(path.json.brief) could not be written: \(String(cString: strerror(errno)))")
    }
}
