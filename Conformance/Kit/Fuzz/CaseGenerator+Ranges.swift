import OrderedJSON
import VectorSuites

extension CaseGenerator.Parts {
    /// A value of the field Range (RFC 9110 §14.2) for a file of so many bytes, right mostly, with mutations.
    mutating func range(size: Int) -> String {
        if once(in: 12) { return headerText() }
        let unit = once(in: 8) ? element(of: ["Bytes", " bytes ", "bytes\t", "byte", "", "items", "BYTES", "bytes="]) : "bytes"
        let count = once(in: 25) ? integer(99...102) : 1 + small(upTo: 5)
        let specs = (0..<count).map { _ in rangeSpec(size) }
        let value =
            unit + (once(in: 30) ? "" : "=")
            + specs.joined(separator: once(in: 5) ? element(of: [", ", ",,", " ,\t", ";"]) : ",")
        return once(in: 15) ? mutated(value) : value
    }

    private mutating func rangeSpec(_ size: Int) -> String {
        switch integer(1...12) {
        case 1: return position(size) + "-"
        case 2: return "-" + position(size)
        case 3:
            return element(of: [
                "", "-", "--", "a-b", "1", "1-2-3", " 0 - 1 ", "+1-+3", "1_0-1_1", "0x1-2", "--3", "-0", "²-3", "\u{A0}1-2",
            ])
        default:
            let (first, last) = (position(size), position(size))
            let isInOrder = (Int(first) ?? 0) <= (Int(last) ?? 0)
            return isInOrder || once(in: 10) ? "\(first)-\(last)" : "\(last)-\(first)"
        }
    }

    /// A position in the file, at its ends and at those of chunks, or past it.
    private mutating func position(_ size: Int) -> String {
        switch integer(1...10) {
        case 1: return String(max(0, size + integer(-1...1)))
        case 2: return element(of: ["0", "1", "00", "01", "99", "99999999999999999999", "65535", "65536", "65537", "131072"])
        case 3: return String(integer(0...max(1, size * 2)))
        default: return String(integer(0...max(0, min(size, 1 << 20) - 1)))
        }
    }

    /// The text with a character more, less, or another.
    private mutating func mutated(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        let place = integer(0...max(0, scalars.count - 1))
        let new = element(of: [" ", "\t", ",", "-", "=", "0", "9", "a", "+", "_", ".", "é", "\u{85}"] as [Unicode.Scalar])
        switch integer(1...3) {
        case 1: scalars.insert(new, at: place)
        case 2 where !scalars.isEmpty: scalars.remove(at: place)
        default: if !scalars.isEmpty { scalars[place] = new }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// The fields of a request for a part of a file.
    mutating func rangeHeaders(_ file: GeneratedFile?) -> [JSON] {
        var headers: [JSON] = [[once(in: 25) ? "Range" : "range", .string(latin1(range(size: file?.size ?? 10)))]]
        if once(in: 12) { headers.append(["range", .string(latin1(range(size: file?.size ?? 10)))]) }
        guard once(in: 3) else { return headers }
        let validators = [
            "Wed, 01 Jan 2020 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "\"78c9b08c5c19cc71a6d13bf9b89708d5\"",
            "\"abc\"", "\"abc\"", "W/\"abc\"", "W/\"abc\"", "abc", "",
        ]
        headers.insert(["if-range", .string(element(of: validators))], at: integer(0...headers.count))
        return headers
    }

    /// The text without what no header of a request can hold.
    private func latin1(_ text: String) -> String {
        // What is left out, or was by a mutation, may have parted a `$` from a `{`.
        Template.escape(String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value < 0x100 })))
    }
}
