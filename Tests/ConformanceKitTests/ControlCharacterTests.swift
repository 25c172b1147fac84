import AdapterProtocol
import Foundation
import Locking
import OrderedJSON
import ReferenceAdapter
import Testing
import VectorSuites

/// What becomes of control characters: the suites `…/control-characters`, which the real projects pass, in the table for users of the
/// library, and what `Strict` refuses of it.
@Suite struct ControlCharacterTests {
    @Test func `the article's table says what becomes of every text`() async throws {
        var table = ["| text | " + Column.allCases.map(\.title).joined(separator: " | ") + " |"]
        table.append("| --- |" + String(repeating: " --- |", count: Column.allCases.count))
        let cells = try await withCells { $0 }
        for row in Row.all {
            let words = try Column.allCases.map { column in
                try #require(cells.first { $0.row == row.name && $0.column == column }, "\(row.name) has no \(column)").words
            }
            table.append("| \(row.title) | " + words.joined(separator: " | ") + " |")
        }
        #expect(cells.count == Row.all.count * Column.allCases.count)
        try Snapshot.check(
            table.map { $0 + "\n" }.joined(),
            part: "table",
            of: "Sources/StarletteResponses/StarletteResponses.docc/ControlCharacters.md"
        )
    }

    /// Of each text with CRLF, CR or LF: it is refused, or no line break of it is in what is sent, or it ends a line of an event as it should.
    @Test func `strict mode refuses every line break that would be sent or lost`() async throws {
        try await withCells { cells in
            for cell in cells where cell.column == .lineBreak {
                for lineBreak in ["\r\n", "\r", "\n"] {
                    let request = cell.request.replacing("\r\n", with: lineBreak)
                    let (plain, strict) = (try await Answer(request), try await Answer(request, isStrict: true))
                    switch plain.fate(of: lineBreak) {
                    case .sent where !cell.row.hasSuffix("sep"), .leftOut: #expect(strict.isRefusedAsUnsafe, "\(request)")
                    default: #expect(strict == plain, "\(request)")
                    }
                }
            }
        }
    }

    @Test func `strict mode sends no header with a control character, and changes nothing that it doesn't refuse`() async throws {
        try await withCells { cells in
            for cell in cells {
                let strict = try await Answer(cell.request, isStrict: true)
                for text in strict.headers {
                    let isClean = text.unicodeScalars.allSatisfy { ($0.value >= 0x20 && $0.value != 0x7F) || $0 == "\t" }
                    #expect(isClean, "\(cell.name): \(text.debugDescription)")
                }
                if !strict.isRefusedAsUnsafe { #expect(try await strict == Answer(cell.request), "\(cell.name)") }
            }
        }
    }

    private func withCells<Result>(_ body: ([Cell]) async throws -> Result) async throws -> Result {
        let vectors = try await BuiltInVectors.read().vectors
            .filter { $0.suite.hasSuffix("/control-characters") && $0.releases.containNewest }
        return try await Program.withFolder { folder in
            try Data("0123456789".utf8).write(to: folder.appending(path: "digits.txt"))
            var cells: [Cell] = []
            for vector in vectors { cells.append(try await Cell(vector, files: folder.path)) }
            return try await body(cells)
        }
    }
}

/// A class of characters.
private enum Column: String, CaseIterable {
    case lineBreak = "line-break"
    case nul
    case c0
    case delete = "del"
    case c1
    case beyondLatin1 = "beyond-latin-1"

    var title: String {
        switch self {
        case .lineBreak: "CR, LF"
        case .nul: "NUL"
        case .c0: "other C0"
        case .delete: "DEL"
        case .c1: "C1"
        case .beyondLatin1: "beyond U+00FF"
        }
    }

    /// The characters that its vectors have: all of the class but the tab, which a header may hold.
    var characters: String {
        let values: [UInt32] =
            switch self {
            case .lineBreak: [0x0D, 0x0A]
            case .nul: [0]
            case .c0: Array(1...8) + [0x0B, 0x0C] + Array(0x0E...0x1F)
            case .delete: [0x7F]
            case .c1: Array(0x80...0x9F)
            case .beyondLatin1: [0x2028]
            }
        return String(String.UnicodeScalarView(values.compactMap(Unicode.Scalar.init)))
    }
}

/// A text that reaches a header or an event.
private struct Row {
    /// The folder of its suite, and what its vectors' ids begin with.
    let name: String
    let title: String

    static let all = [
        ("response/header-name", "name of a header"), ("response/header-value", "value of a header"),
        ("response/header-set", "`headers.set`"), ("response/header-append", "`headers.append`"),
        ("response/header-setdefault", "`headers.setDefault`"), ("response/header-vary", "`headers.addVary`"),
        ("response/media-type", "`mediaType`"), ("response/charset", "name of a charset"),
        ("cookies/key", "`setCookie`: key"), ("cookies/value", "`setCookie`: value"), ("cookies/path", "`setCookie`: path"),
        ("cookies/domain", "`setCookie`: domain"), ("cookies/expires", "`setCookie`: expires, as text"),
        ("cookies/samesite", "`setCookie`: sameSite"), ("redirect-response/location", "`RedirectResponse`: url"),
        ("file-response/filename", "`FileResponse`: filename"),
        ("file-response/disposition-type", "`FileResponse`: contentDispositionType"),
        ("file-response/part-media-type", "`FileResponse`: media type of a part"),
        ("event-source-response/text", "`EventSourceResponse`: text"), ("event-source-response/data", "`ServerSentEvent`: data"),
        ("event-source-response/json-data", "`JSONServerSentEvent`: data"),
        ("event-source-response/comment", "`ServerSentEvent`: comment"),
        ("event-source-response/event", "`ServerSentEvent`: event"),
        ("event-source-response/id", "`ServerSentEvent`: id"), ("event-source-response/event-sep", "`ServerSentEvent`: sep"),
        ("event-source-response/sep", "`EventSourceResponse`: sep"),
        ("baize-file-response/header-name", "`BaizeFileResponse`: name of a header"),
        ("baize-file-response/header-value", "`BaizeFileResponse`: value of a header"),
        ("baize-file-response/header-set", "`BaizeHeaders.set`"), ("baize-file-response/header-append", "`BaizeHeaders.append`"),
        ("baize-file-response/content-type", "`BaizeFileResponse`: contentType"),
        ("baize-file-response/part-content-type", "`BaizeFileResponse`: contentType of a part"),
        ("baize-file-response/download-name", "`BaizeFileResponse`: downloadName"),
        ("baize-file-response/file-name", "`BaizeFileResponse`: name of an untyped file"),
        ("baize-file-response/cookie-key", "`BaizeFileResponse.setCookie`: name"),
        ("baize-file-response/cookie-value", "`BaizeFileResponse.setCookie`: value"),
        ("baize-file-response/cookie-path", "`BaizeFileResponse.setCookie`: path"),
        ("baize-file-response/cookie-domain", "`BaizeFileResponse.setCookie`: domain"),
        ("baize-file-response/cookie-samesite", "`BaizeFileResponse.setCookie`: sameSite"),
    ].map { Row(name: $0.0, title: $0.1) }

    /// What Python calls the error of a text that is refused for what it is.
    static func refusal(of name: String) -> String {
        switch name {
        case "cookies/samesite": "AssertionError"
        case _ where name.hasPrefix("cookies/"): "CookieError"
        default: "ValueError"
        }
    }
}

/// What becomes of one class of characters in one text.
private struct Cell {
    let name: String
    let row: String
    let column: Column
    let request: JSON
    let words: String

    init(_ vector: Vector, files: String) async throws {
        name = vector.name
        column = try #require(Column.allCases.first { vector.id.hasSuffix("-\($0.rawValue)") }, "\(vector.name) has no column")
        let folder = vector.suite.dropLast("/control-characters".count)
        row = "\(folder)/\(vector.id.dropLast(column.rawValue.count + 1))"
        request = try vector.request(files: files)
        let fate = try await Answer(request).fate(of: column.characters)
        let isRefused = try await Answer(request, isStrict: true).isRefusedAsUnsafe
        let words = fate.words(refusal: Row.refusal(of: row))
        self.words = isRefused ? "**\(words)**" : words
    }
}

/// What becomes of characters, in the words of the table.
private enum Fate {
    case sent, percentEncoded, octal, jsonEscaped, split, leftOut, refused, notEncoded, refusedByTheCall, notEncodedByTheCall

    /// - Parameter refusal: what Python calls the error where the text is refused.
    func words(refusal: String) -> String {
        switch self {
        case .sent: "sent"
        case .percentEncoded: "percent-encoded"
        case .octal: #"`\ooo`"#
        case .jsonEscaped: "JSON escapes"
        case .split: "a field for each line"
        case .leftOut: "left out"
        case .refused: "`\(refusal)`"
        case .notEncoded: "`UnicodeEncodeError`"
        case .refusedByTheCall: "`\(refusal)` when sent"
        case .notEncodedByTheCall: "`UnicodeEncodeError` when sent"
        }
    }
}

/// What the reference answers.
private struct Answer: Equatable {
    private let construct: Outcome
    private let call: Outcome
    /// The names and values of the headers, as the adapter writes them.
    let headers: [String]
    /// The bodies in a row, as UTF-8 where they are text, and else as Latin-1.
    private let body: String

    private struct Outcome: Equatable {
        let error: String?
        let message: String?

        init(_ json: JSON?) {
            error = json?["error"]?.stringValue
            message = json?["message"]?.stringValue
        }
    }

    init(_ request: JSON, isStrict: Bool = false) async throws {
        var environment = CaseEnvironment(
            clock: .system,
            now: { Date(timeIntervalSince1970: 0) },
            randomNumberGenerator: Constant()
        )
        environment.isStrict = isStrict
        let result = await ReferenceAdapter().answer(request.with(["op": "case", "id": "1"]), in: environment)
        try #require(result["error"] == nil, "\(result)")
        construct = Outcome(result["construct"])
        let only = result["calls"]?.arrayValue?.first
        call = Outcome(only?["outcome"])
        let messages = (only?["events"]?.arrayValue ?? []).compactMap { $0["send"] }
        headers = messages.flatMap { $0["headers"]?.arrayValue ?? [] }.flatMap { $0.arrayValue ?? [] }.compactMap(\.stringValue)
        body = try messages.compactMap { $0["body"] }.map { body in
            if let text = body.stringValue { return text }
            let bytes = try #require(body["base64"]?.stringValue.flatMap { Data(base64Encoded: $0) })
            return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        }.joined()
    }

    /// Whether the call threw an `UnsafeTextError`.
    var isRefusedAsUnsafe: Bool {
        call.error == "invalid_argument"
            && ["must be a token", "must not hold", "must end in"].contains { call.message?.contains($0) == true }
    }

    func fate(of characters: String) -> Fate {
        if let error = construct.error { return error == "encoding" ? .notEncoded : .refused }
        if let error = call.error { return error == "encoding" ? .notEncodedByTheCall : .refusedByTheCall }
        let sent = headers + [body]
        func has(_ text: String) -> Bool { sent.contains { Array($0.utf8).firstRange(of: Array(text.utf8)) != nil } }
        if has("p\(characters)q") || has("x\(characters)a") { return .sent }
        let percent = characters.utf8.map { "%" + hex($0) }.joined()
        if has(percent) { return .percentEncoded }
        let octal = characters.unicodeScalars.map {
            "\\" + String(repeating: "0", count: $0.value < 8 ? 2 : $0.value < 64 ? 1 : 0) + String($0.value, radix: 8)
        }
        if has(octal.joined()) { return .octal }
        let escaped = JSON.string(characters).text.dropFirst().dropLast()
        if escaped != characters, has(String(escaped)) { return .jsonEscaped }
        if has("data: p\r\ndata: q") || has(": p\r\n: q") { return .split }
        return has("pq") ? .leftOut : .sent
    }

    private func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }
}

/// A generator with which two responses have the same boundary.
private struct Constant: RandomNumberGenerator {
    func next() -> UInt64 { 0x1234_5678_9ABC_DEF0 }
}

extension JSON {
    /// The value with one text in place of another in every string.
    fileprivate func replacing(_ old: String, with new: String) -> JSON {
        switch self {
        case .string(let text):
            .string(String(decoding: Array(text.utf8).replacing(Array(old.utf8), with: Array(new.utf8)), as: UTF8.self))
        case .array(let elements): .array(elements.map { $0.replacing(old, with: new) })
        case .object(let object):
            .object(JSONObject(object.members.map { .init(name: $0.name, value: $0.value.replacing(old, with: new)) }))
        default: self
        }
    }
}
