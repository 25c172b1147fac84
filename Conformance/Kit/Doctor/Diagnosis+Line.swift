import OrderedJSON
import TextFormats

extension Diagnosis {
    /// Reads a line of an adapter's standard output, and tells the usual mistakes apart.
    static func object(_ line: [UInt8]) throws(Diagnosis) -> JSON {
        if line.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw Diagnosis(
                "its line begins with a byte order mark",
                mend: "open standard output as UTF-8 without a mark (not 'utf-8-sig', not Encoding.UTF8 of .NET)",
                section: 1
            )
        }
        if line.contains(0) {
            throw Diagnosis("its line holds zero bytes, as UTF-16 does", mend: "encode standard output as UTF-8", section: 1)
        }
        // A line may be long: what is only for people is made of a bad one.
        guard line.contains(where: { !isBlank($0) }) else {
            throw Diagnosis(
                "it wrote an empty line",
                mend: "end each message with one line feed, and write nothing else",
                section: 1
            )
        }
        let value: JSON
        do { value = try JSON(utf8: line) } catch { throw Diagnosis(line, text(of: line), error) }
        guard value.objectValue != nil else {
            throw Diagnosis(
                "its line is \(value.kindName), not an object: \(excerpt(text(of: line)))",
                mend: "write only messages to standard output; a print belongs on standard error",
                section: 1
            )
        }
        return value
    }

    private init(_ line: [UInt8], _ text: String, _ error: JSONError) {
        if String(validating: line, as: UTF8.self) == nil {
            self.init(
                "its line is not UTF-8: \(PrintableText.quoted(Array(line.prefix(120))))",
                mend: "encode standard output as UTF-8; in a body, bytes that are no UTF-8 are {\"base64\":…}, and in a header "
                    + "every byte is the code point of its number",
                section: 1
            )
        } else if !text.hasPrefix("{") {
            self.init(
                "it printed on standard output what is no message: \(Diagnosis.excerpt(text))",
                mend: "write logs and prints to standard error, those of libraries too",
                section: 1
            )
        } else if text == "{" {
            self.init("it wrote JSON over several lines", mend: "write each message on one line, without indentation", section: 1)
        } else if text.hasPrefix("{'") {
            self.init(
                "it printed a value of its language, not JSON: \(Diagnosis.excerpt(text))",
                mend: "serialize the message with a JSON library",
                section: 1
            )
        } else if case .textAfterValue = error.reason {
            self.init(
                "there is more than one value on its line (column \(error.column)): \(Diagnosis.excerpt(text))",
                mend: "end each message with a line feed, and write messages and nothing else to standard output",
                section: 1
            )
        } else {
            self.init(
                "its line is no JSON (\(error)): \(Diagnosis.excerpt(text))",
                mend: "serialize the message with a JSON library that keeps to RFC 8259",
                section: 1
            )
        }
    }

    /// The beginning of what an adapter wrote, harmless.
    static func excerpt(_ text: String) -> String {
        let limit = 120
        return PrintableText.escaped(String(text.prefix(limit))) + (text.dropFirst(limit).isEmpty ? "" : "…")
    }

    /// The line without white space around it.
    private static func text(of line: [UInt8]) -> String {
        let rest = line.drop(while: isBlank)
        return String(decoding: rest[..<((rest.lastIndex { !isBlank($0) } ?? rest.startIndex - 1) + 1)], as: UTF8.self)
    }

    /// White space of JSON, or of a terminal.
    private static func isBlank(_ byte: UInt8) -> Bool { (0x09...0x0D).contains(byte) || byte == 0x20 }
}
