import ASGI
import Glibc
import Locking
import StarletteResponses
import TestSupport
import Testing

@Suite struct BaizeFileResponseTests {
    private func get(_ range: String? = nil, method: String = "GET", extensions: Set<String> = []) throws -> Scope {
        let headers: TextHeaders = range.map { ["range": $0] } ?? [:]
        return Scope(method: method, headers: try Headers(encoding: headers), extensions: extensions)
    }

    @Test func `a file is sent with its date, tag and length`() async throws {
        let file = try TemporaryFile("0123456789")
        let messages = try await BaizeFileResponse(file.path, downloadName: "a b.txt", chunkSize: 4).messages()
        #expect(
            messages.headers == [
                "accept-ranges: bytes", "last-modified: Wed, 01 Jan 2020 00:00:00 GMT",
                "etag: \"aae8246967799955805581163bceea120f78e761\"",
                "content-disposition: attachment; filename=\"a b.txt\"; filename*=utf-8''a%20b.txt", "content-type: text/plain",
                "content-length: 10",
            ]
        )
        #expect(messages.bodies == ["0123", "4567", "89"])
    }

    @Test func `a directory and what is not there are errors of construction`() async throws {
        await #expect(throws: FileError(operation: "stat", path: "/nowhere", code: ENOENT)) {
            try await BaizeFileResponse("/nowhere")
        }
        await #expect(throws: FileError(operation: "open", path: "/tmp", code: EISDIR)) { try await BaizeFileResponse("/tmp") }
    }

    @Test func `headers are encoded when they are sent, and stay for the next call`() async throws {
        let file = try TemporaryFile("0123456789")
        var response = try await BaizeFileResponse(file.path, headers: ["X-A": "1", "x-a": "☃"])
        #expect(response.headers["x-A"] == "1, ☃")
        await #expect(throws: TextEncodingError(encoding: "latin-1", scalar: "☃", position: 3)) { try await response.messages() }
        try response.headers.remove("x-a")
        let exchange = Exchange()
        try await response(get("bytes=2-4"), exchange.receive, exchange.send)
        #expect(try await response.messages().headers.contains("content-range: bytes 2-4/10"))
    }

    // MARK: The open file

    /// What a server sees of the open file: its number, and the file behind it when it comes.
    private struct Seen: Sendable {
        var descriptor: CInt
        var inode: UInt
    }

    @Test(arguments: [nil, "bytes=2-8", "bytes=0-1,8-9"], [false, true]) func `the open file is closed when the call ends`(
        range: String?,
        fails: Bool
    ) async throws {
        let file = try TemporaryFile("0123456789")
        var response = try await BaizeFileResponse(file.path)
        let seen = Locked<[Seen]>([])
        let exchange = Exchange()
        let scope = try get(range, extensions: ["http.response.zerocopysend"])
        do {
            try await response(scope, exchange.receive) { message in
                guard case .httpResponseZerocopysend(let descriptor, _, _, _) = message else { return }
                seen.withLock { $0.append(Seen(descriptor: descriptor, inode: inode(of: descriptor) ?? 0)) }
                if fails { throw DisconnectedError() }
            }
            #expect(!fails)
        } catch is DisconnectedError {
            #expect(fails)
        }
        let files = seen.withLock { $0 }
        #expect(files.count == (range == "bytes=0-1,8-9" && !fails ? 2 : 1))
        for file in files {
            #expect(file.inode != 0, "it was open while the server had it")
            #expect(inode(of: file.descriptor) != file.inode, "it is not open any more")
        }
    }

    // MARK: Time

    @Test(arguments: [("0", 200_000, 400), ("-", 200_000, 400), ("0-0,", 20_000, 206), ("12-", 20_000, 416)])
    func `the time for a range header grows with its length, not with the square`(part: String, count: Int, status: Int)
        async throws
    {
        let (short, long) = (String(repeating: part, count: count / 4), String(repeating: part, count: count))
        try await compare("bytes=" + short, with: "bytes=" + long, status: status)
    }

    @Test(arguments: [false, true])
    func `the time for several parts grows with their number, in either order`(reversed: Bool) async throws {
        let headers = [2_500, 10_000].map { count in
            let parts = (0..<count).map { "\($0 * 10)-\($0 * 10)" }
            return "bytes=" + (reversed ? parts.reversed() : parts).joined(separator: ",")
        }
        try await compare(headers[0], with: headers[1], size: 1_000_000, status: 206)
    }

    /// Compares the processor's time for two headers, of which the second is four times as long.
    private func compare(_ short: String, with long: String, size: Int = 10, status: Int) async throws {
        let file = try TemporaryFile("0123456789")
        defer { withExtendedLifetime(file) {} }
        let path = file.path
        let scopes = try [get(short, method: "HEAD"), get(long, method: "HEAD")]
        let (times, statuses) = try await onThread {
            let simulation = Simulation()
            var statuses: [Int?] = []
            let times = try scopes.map { scope in
                try processorTime(ofRuns: 3) {
                    let status = try simulation.run(atMost: .seconds(600)) {
                        let stat = StatResult(size: size, modified: 0)
                        return try? await BaizeFileResponse(path, statResult: stat).messages(for: scope).status
                    }
                    statuses.append(status)
                }
            }
            return (times, statuses)
        }
        #expect(statuses.allSatisfy { $0 == status })
        // Four times where it is linear, sixteen where it is quadratic.
        #expect(times[1] < 10 * times[0], "\(times)")
    }

    @Test func `parts that come in any order are merged as baize merges them`() async throws {
        let file = try TemporaryFile(String(repeating: "0123456789", count: 300))
        // Long enough that the row of ranges is halved, with neighbours that touch, overlap and grow into each other.
        let ranges = (0..<1500).map { index in
            let start = index * 1361 % 2900
            return start..<start + 1 + index % 3
        }
        var expected: [Range<Int>] = []
        for range in ranges {
            guard let place = expected.firstIndex(where: { $0.upperBound >= range.lowerBound }) else {
                expected.append(range)
                continue
            }
            let other = expected[place]
            if range.upperBound < other.lowerBound {
                expected.insert(range, at: place)
            } else {
                expected[place] = min(range.lowerBound, other.lowerBound)..<max(range.upperBound, other.upperBound)
            }
        }
        let header = "bytes=" + ranges.map { "\($0.lowerBound)-\($0.upperBound - 1)" }.joined(separator: ",")
        let messages = try await BaizeFileResponse(file.path).messages(for: get(header))
        let sent = messages.bodies.joined().matches(of: /Content-Range: bytes (\d+)-(\d+)\/3000\n/).map { match in
            (Int(match.1) ?? 0)..<(Int(match.2) ?? 0) + 1
        }
        #expect(sent == expected)
        #expect(messages.headers.contains("content-length: \(messages.bodies.joined().utf8.count)"))
    }
}

/// The number of the file behind a descriptor, or nil for one that is not open.
private func inode(of descriptor: CInt) -> UInt? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? UInt(status.st_ino) : nil
}
