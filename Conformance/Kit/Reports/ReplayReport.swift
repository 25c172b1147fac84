import AdapterProtocol
package import AdapterSessions
import Judging
package import OrderedJSON
package import Runs
import TextFormats
package import VectorSuites

/// One vector with everything shown: what is sent, the wire, what came of it, what was expected, and the verdict.
package final class ReplayReport {
    private static let width = 100

    private let sources: SourceTable
    private let command: AdapterCommand?
    private let write: (String) -> Void
    private var request: JSON = .null

    package init(sources: SourceTable, command: AdapterCommand?, write: @escaping (String) -> Void) {
        self.sources = sources
        self.command = command
        self.write = write
    }

    /// What is known before the run: from here on the wire is shown as it happens.
    package func begin(_ vector: Vector, request: JSON) {
        self.request = request
        line("\(vector.name)\n  \(vector.title)")
        for citation in vector.sources.compactMap(sources.citation(of:)) { line("  \(citation.title)  \(citation.url)") }
        heading("the case")
        show(request)
        if command != nil { heading("the wire: milliseconds, process, direction, line") }
    }

    package func consume(_ event: RunEvent) {
        switch event {
        case .finished(let result):
            if let transcript = result.exchange?.transcript {
                heading("what happened")
                show(transcript)
            }
            show(result)
        case .broke(let fault, _): line("the adapter broke: \(PrintableText.escaped(fault.description))")
        case .started, .progressed, .unmetClaim, .rule, .warning, .ended: break
        }
    }

    private func heading(_ text: String) { line("\n— \(text)") }

    private func line(_ text: String) { write(text + "\n") }

    private func show(_ value: JSON) {
        let text = value.laidOut(width: Self.width)
        line(PrintableText.escapedLines(text.hasSuffix("\n") ? String(text.dropLast()) : text))
    }

    private func show(_ transcript: Transcript) {
        line("constructing: \(ResultText.text(of: transcript.construct))")
        for (index, call) in transcript.calls.enumerated() {
            line("call \(index):")
            for event in call.events { show(event) }
            line("  \(ResultText.text(of: call.outcome))")
        }
    }

    private func show(_ event: TranscriptEvent) {
        switch event {
        case .send(let message): show(message)
        case .background(let name): line("  background task \(PrintableText.quoted(name))")
        case .clientClose(let message): line("  client close handler, \(PrintableText.escaped(message.text))")
        case .received(let index): line("  receive() returned entry \(index)")
        case .pulled(let index): line("  the stream went to step \(index)")
        case .closed: line("  the stream was closed early")
        }
    }

    private func show(_ message: SentMessage) {
        line("  sent \(PrintableText.escaped(message.type))")
        if message.isStart {
            line("    status     \(ResultText.text(of: message.status))")
            switch message.headers {
            case .value(let headers):
                for header in headers {
                    line("    header     \(PrintableText.quoted(header.name)): \(PrintableText.quoted(header.value))")
                }
            case .invalid(let text): line("    headers    \(PrintableText.escaped(text))")
            }
        } else if case .value(let path)? = message.path {
            line("    path       \(PrintableText.quoted(path))")
        } else {
            switch message.body {
            case .value(.bytes(let bytes)): line("    body       \(PrintableText.quoted(bytes))")
            case .value(.digest(let digest, let length)): line("    body       \(length) bytes, SHA-256 \(digest)")
            case .invalid(let text): line("    body       \(PrintableText.escaped(text))")
            }
            if message.moreBody != .value(false) {
                line("    more_body  \(message.moreBody == .value(true) ? "true" : "of a wrong type")")
            }
        }
    }

    private func show(_ result: VectorResult) {
        heading("expected")
        show(result.vector.expect)
        heading("the verdict: \(result.verdict.kind.rawValue)")
        switch result.verdict {
        case .failed(let mismatches, _):
            MismatchLines(style: TerminalStyle()).lines(mismatches).forEach(line)
        case .errored(let fault): line(PrintableText.escaped(fault.description))
        case .unsupported(let unclaimed): line("the adapter does not claim \(unclaimed.names.joined(separator: ", "))")
        default: break
        }
        if !result.standardError.isEmpty {
            heading("its standard error")
            line(PrintableText.escapedLines(result.standardError))
        }
    }

    /// The shell line that feeds the case to the adapter.
    package func end(_ vector: Vector, hello: JSON, _ command: AdapterCommand, areFilesKept: Bool) {
        heading("without the runner")
        var members = request.objectValue?.members ?? []
        members.insert(.init(name: "id", value: "1"), at: min(1, members.count))
        let lines = [hello, .object(JSONObject(members))].map { Shell.quoted(Self.ascii($0.text)) }
        line("printf '%s\\n' \(lines.joined(separator: " ")) | \(command.text)")
        if !vector.files.isEmpty, !areFilesKept {
            line("(The files of the case are removed again; --keep-files FOLDER makes them there and keeps them.)")
        }
    }

    /// The same document with every character that a terminal or a shell may stumble over as an escape; none stands outside a string.
    private static func ascii(_ document: String) -> String {
        var result = ""
        for unit in document.utf16 {
            if (0x20..<0x7F).contains(unit) {
                result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            } else {
                let digits = String(unit, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return result
    }
}
