import Glibc
import OrderedJSON
import ReferenceAdapter

/// An adapter that answers some cases rightly, and fails others with texts that attack whoever shows them.
enum HostileAdapter {
    /// What every text of its own says: escape sequences, the ends of CDATA, comments and scripts, workflow commands, bidirectional marks, code points that XML forbids.
    private static let text =
        "\u{1B}[2J\u{1B}]0;owned\u{7}\u{9B}31m]]>--></script><script>document.title='owned'</script><img src=http://127.0.0.1:9/x onerror=alert(1)>"
        + "\u{202E}gnp.exe\u{2066}\u{FEFF}\u{0}\u{FFFF}\u{FFFE}\u{2028}\r\n::error::owned\n##[add-path]/owned\nnot ok 1 # TODO\n...\n---\n`````|%0A&amp;'\"\\"

    private static let crashesAfter = 1_000
    private static let adapter = ReferenceAdapter()

    static func run() async {
        _ = Wire.read()
        guard case .object(var hello) = adapter.hello else { return }
        hello["implementation"] = ["name": .string("hostile " + text), "version": "1", "language": .string(text)]
        hello["features"] = .array((hello["features"]?.arrayValue ?? []).filter { $0 != "file.range" } + [.string(text)])
        Wire.write(.object(hello))
        var count = 0
        while let request = Wire.read() {
            count += 1
            if count > crashesAfter { _exit(9) }
            Wire.write(text + "\n", to: STDERR_FILENO)
            Wire.write(await answer(request))
        }
    }

    /// The same answer whenever the same case comes.
    private static func answer(_ request: JSON) async -> JSON {
        let id = request["id"] ?? ""
        switch (request["response"] ?? .null).text.utf8.reduce(5381, { $0 &* 33 &+ Int($1) }) & 7 {
        case 0:
            let headers: JSON = [
                ["x-\u{1B}[31m", "\u{9B}2J\u{0}"], ["</script>", "]]>"], ["content-type", "text/\u{202E}".latin1],
            ]
            return Wire.result(
                to: request,
                sending: [["type": .string(text), "status": ["invalid": .string(text)], "headers": headers]]
            )
        case 1:
            let body = String(repeating: text, count: 1 + (1 << 20) / text.utf8.count)
            let start: JSON = ["type": "http.response.start", "status": 200, "headers": []]
            return Wire.result(to: request, sending: [start, ["type": "http.response.body", "body": .string(body)]])
        case 2: return ["op": "result", "id": id, "error": .string(text)]
        case 3: return Wire.result(id, construct: ["kind": "raised", "error": "other", "message": .string(text)], calls: [])
        default: return await adapter.answer(request)
        }
    }
}

extension String {
    /// What of it has a code point a byte, as headers on the wire must.
    fileprivate var latin1: JSON { .string(String(String.UnicodeScalarView(unicodeScalars.filter { $0.value < 256 }))) }
}
