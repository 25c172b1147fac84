import AdapterProtocol
import OrderedJSON
import VectorSuites

extension CaseGenerator.Parts {
    /// A value of the field Range (RFC 9110 §14.2) for a file of so many bytes, right mostly, with mutations. How Python reads what is
    /// no number is incidental.
    private mutating func range(size: Int) -> String {
        if incidental(onceIn: 12) { return headerText() }
        let unit =
            once(in: 8)
            ? element(
                of: ["Bytes", "items", "BYTES"],
                incidental: [" bytes ", " bytes", "bytes ", "bytes\t", "\u{A0}bytes", "byte", "bytesbytes", "", "bytes="]
            ) : "bytes"
        let count = once(in: 25) ? integer(99...102) : 1 + small(upTo: 5)
        let specs = (0..<count).map { _ in rangeSpec(size) }
        let value =
            unit + (incidental(onceIn: 30) ? "" : "=")
            + specs.joined(separator: once(in: 5) ? element(of: [", "], incidental: [",,", " ,\t", ";"]) : ",")
        return incidental(onceIn: 15) ? mutated(value) : value
    }

    /// A few ranges that lie within the file, apart from each other.
    private mutating func satisfiableRange(size: Int) -> String {
        guard size > 0 else { return "bytes=0-0" }
        let cuts = Set((0..<2 + 2 * small(upTo: 2)).map { _ in integer(0...size - 1) }).sorted()
        let pairs = stride(from: 0, to: cuts.count, by: 2).map { (cuts[$0], $0 + 1 < cuts.count ? cuts[$0 + 1] : size - 1) }
        return "bytes=" + pairs.map { "\($0)-\($1)" }.joined(separator: ",")
    }

    private mutating func rangeSpec(_ size: Int) -> String {
        switch integer(1...12) {
        case 1: return position(size) + "-"
        case 2: return "-" + position(size)
        case 3:
            return element(
                of: ["0-1", "-0"],
                incidental: [
                    "", "-", "--", "a-b", "1", "1-2-3", " 0 - 1 ", "+1-+3", "1_0-1_1", "0x1-2", "--3", "²-3", "\u{A0}1-2",
                    "1-2\u{85}", "\u{1C}1-2", " 1-2", "1-2 ", "1 -2", "1- 2",
                ]
            )
        default:
            let (first, last) = (position(size), position(size))
            let isInOrder = (Int(first) ?? 0) <= (Int(last) ?? 0)
            return isInOrder || once(in: 10) ? "\(first)-\(last)" : "\(last)-\(first)"
        }
    }

    /// Where integers of a fixed size, and doubles, end: past it some languages go on at 0, at a negative number, or at the next even one.
    private static let limits = [
        "2147483647", "2147483648", "4294967295", "4294967296", "9007199254740992", "9007199254740993", "9223372036854775806",
        "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616",
    ]
    /// What the sizes of 32 and of 64 bits have in common with numbers that are a little larger, but for their last digit.
    private static let wrapping = ["429496729", "1844674407370955161"]

    /// A position in the file, at its ends and at those of chunks, or past it.
    private mutating func position(_ size: Int) -> String {
        switch integer(1...11) {
        case 11: return once(in: 2) ? element(of: Self.limits) : element(of: Self.wrapping) + String(integer(6...9))
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
    ///
    /// - Parameter areSatisfiable: whether the ranges lie within the file, as far as that depends on chance.
    mutating func rangeHeaders(_ file: GeneratedFile?, areSatisfiable: Bool) -> [JSON] {
        let size = file?.size ?? 10
        let value = areSatisfiable ? satisfiableRange(size: size) : range(size: size)
        var headers: [JSON] = [[incidental(onceIn: 25) ? "Range" : "range", .string(latin1(value))]]
        if incidental(onceIn: 12) { headers.append(["range", .string(latin1(range(size: size)))]) }
        guard once(in: 3) else { return headers }
        headers.insert(["if-range", .string(validator())], at: integer(0...headers.count))
        return headers
    }

    /// What If-Range may be compared with (RFC 9110 §13.1.5), and what looks like it.
    private mutating func validator() -> String {
        let date = element(of: [
            "Wed, 01 Jan 2020 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "Tue, 19 Jan 2038 03:14:08 GMT",
        ])
        // The file's own tag takes a case that asks for it.
        let tag = once(in: 4) ? "${etag}" : "\"abc\""
        switch integer(1...10) {
        case 1, 2: return date
        case 3:
            return element(
                of: [date.lowercased(), String(date.dropLast(4)), String(date.dropLast(3)) + "UTC"],
                incidental: [" " + date]
            )
        case 4:
            return element(
                of: ["*", "\"*\"", "\"ABC\"", "\"ab\"", "\"abcd\"", "\"78c9b08c5c19cc71a6d13bf9b89708d5\""],
                incidental: ["abc", ""]
            )
        case 5: return element(of: ["\(tag), \"x\"", "\"x\", \(tag)", "\(tag),\(tag)", "\(tag),", "*, \(tag)"])
        case 6 where drawsIncidental: return element(of: [" \(tag)", "\(tag) ", "\u{A0}\(tag)", "\(tag)\u{85}", "\(tag)\t"])
        case 7: return element(of: ["W/", "w/"], incidental: ["W/ "]) + tag
        default: return tag
        }
    }

    /// The text without what no header of a request can hold.
    private func latin1(_ text: String) -> String {
        // What is left out, or was by a mutation, may have parted a `$` from a `{`.
        Template.escape(String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value < 0x100 })))
    }
}
