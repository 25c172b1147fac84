import ASGI
import Glibc
import Locking
import OrderedJSON
import StarletteResponses

/// The two ways to get through a file: a `FileResponse`, and the loop around `read(2)` that it is measured by.
struct FileReading {
    private let path: String

    init(_ command: JSON) throws {
        guard let path = command["path"]?.stringValue else { throw UnknownForm("path") }
        self.path = path
    }

    /// Reads the file into one buffer, as much at once as a `FileResponse` sends.
    func readLoop() throws -> JSON {
        let start = ContinuousClock.now
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw UnknownForm("file \(path)") }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        var total = 0
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            total += count
        }
        return Self.answer(bytes: total, since: start)
    }

    /// Sends the file to a server that counts the bytes and lets go of them.
    func fileResponse() async throws -> JSON {
        let start = ContinuousClock.now
        let total = Locked(0)
        var response = try FileResponse(path)
        try await response(Scope(), { .httpDisconnect }) { message in
            if case .httpResponseBody(let body, _) = message { total.withLock { $0 += body.count } }
        }
        return Self.answer(bytes: total.withLock { $0 }, since: start)
    }

    private static func answer(bytes: Int, since start: ContinuousClock.Instant) -> JSON {
        ["bytes": .integer(bytes), "seconds": (ContinuousClock.now - start).json]
    }
}
