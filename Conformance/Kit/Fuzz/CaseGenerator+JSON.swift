import AdapterProtocol
import OrderedJSON

extension CaseGenerator.Parts {
    /// A value to serialize.
    mutating func json() -> JSON {
        if once(in: 200) {
            // Deep, for those that recurse.
            return (0..<integer(20...90)).reduce(json(depth: 3)) { value, level in level % 2 == 0 ? [value] : ["a": value] }
        }
        return json(depth: 0)
    }

    private mutating func json(depth: Int) -> JSON {
        switch integer(1...(depth < 4 ? 12 : 8)) {
        case 1: return .null
        case 2: return .bool(once(in: 2))
        case 3, 4: return number()
        case 5: return specialForms.isEmpty || !once(in: 4) ? number() : special(depth: depth)
        case 6, 7, 8: return .string(text())
        case 9, 10: return .array((0..<small(upTo: 5)).map { _ in json(depth: depth + 1) })
        default: return object(depth: depth)
        }
    }

    private mutating func object(depth: Int) -> JSON {
        var names: [String] = []
        for _ in 0..<small(upTo: 5) {
            let name = text()
            // A single member of such a name would be a form of the protocol.
            if !name.hasPrefix("$"), name != "code_points", !names.contains(where: { $0.hasSameCodePoints(as: name) }) {
                names.append(name)
            }
        }
        if !features.isSuperset(of: [.jsonInsertionOrder, .jsonNumberNames]) {
            names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
        return .object(JSONObject(names.map { .init(name: $0, value: json(depth: depth + 1)) }))
    }

    /// What stands for what JSON has no words for, as far as a case may need it.
    private var specialForms: Set<Feature> { features.intersection([.jsonNonFinite, .jsonPairs]) }

    private mutating func special(depth: Int) -> JSON {
        if specialForms.count == 2 ? once(in: 2) : specialForms == [.jsonNonFinite] {
            return ["$number": .string(element(of: ["NaN", "Infinity", "-Infinity"]))]
        }
        var names: [String] = []
        for _ in 0..<integer(1...3) {
            let name = element(of: ["a", "b", "$number", "", text()])
            // Few languages have a map with a name twice.
            if !names.contains(where: { $0.hasSameCodePoints(as: name) }) { names.append(name) }
        }
        return ["$pairs": .array(names.map { [.string($0), json(depth: depth + 1)] })]
    }

    private mutating func number() -> JSON {
        if features.contains(.jsonFloats), once(in: 2) { return .number(double()) }
        if features.contains(.jsonBigInt), once(in: 6) {
            return .number((once(in: 2) ? "-" : "") + "9" + (0..<integer(15...40)).map { _ in String(integer(0...9)) }.joined())
        }
        return .integer(element(of: [0, 1, -1, 10, 255, 65_536, -2_147_483_649, 9_007_199_254_740_991, integer(-1000...1000)]))
    }

    /// A double in one of the ways in which it may be written, always with a point or an exponent.
    private mutating func double() -> String {
        switch integer(1...4) {
        case 1:
            return element(of: [
                "0.0", "-0.0", "1.0", "1e0", "1E+2", "0.1", "1e16", "1e15", "123456789012345680.0", "1e-4", "1e-5", "0.0001",
                "0.00001",
                "5e-324", "2.2250738585072014e-308", "1.7976931348623157e308", "9007199254740993.0", "1e22", "1e21", "1e400",
            ])
        case 2: return "\(integer(0...9_999)).\(integer(0...9_999))"
        case 3: return "\(integer(1...9)).\(integer(0...99_999))e\(integer(-30...30))"
        default:
            let value = Double(bitPattern: random.next())
            let text = value.isFinite ? "\(value)" : "1.5"
            return text.utf8.contains { ".e".utf8.contains($0) } ? text : text + ".0"
        }
    }
}
