import AdapterProtocol
package import OrderedJSON
import VectorSuites

/// A long content that is written as a unit and how often it comes, so that slices of it can be written so too.
package struct CompactBytes: Hashable {
    /// Shorter bodies are written whole.
    static let threshold = 256

    let unit: [UInt8]
    /// How long the content is; a part of the unit may stand at the end.
    let length: Int

    /// `{"repeat":…,"count":n}`, or nil for another form.
    init?(_ value: JSON) {
        guard let part = value["repeat"], let count = value["count"]?.intValue,
            let unit = try? WireBytes.decode(part), !unit.isEmpty
        else { return nil }
        self.unit = unit
        length = unit.count * count
    }

    /// Bytes that repeat themselves.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.threshold, let first = bytes.first else { return nil }
        let limit = min(64, bytes.count / 2)
        let period = (1...limit).first { period in
            bytes[period] == first && bytes.indices.allSatisfy { bytes[$0] == bytes[$0 % period] }
        }
        guard let period else { return nil }
        unit = Array(bytes[..<period])
        length = bytes.count
    }

    /// Every such form in a value.
    package static func all(in value: JSON) -> [CompactBytes] {
        if let bytes = CompactBytes(value) { return [bytes] }
        return switch value {
        case .array(let elements): elements.flatMap(all(in:))
        case .object(let object): object.members.flatMap { all(in: $0.value) }
        default: []
        }
    }

    /// The bytes from an offset on, and their shortest form.
    func slice(_ offset: Int, length: Int) -> (bytes: [UInt8], json: JSON)? {
        guard offset + length <= self.length else { return nil }
        let bytes = (offset..<offset + length).map { unit[$0 % unit.count] }
        let head = min(length, (unit.count - offset % unit.count) % unit.count)
        let whole = (length - head) / unit.count
        let tail = length - head - whole * unit.count
        let middle: JSON = ["repeat": Template.bytes(unit), "count": .integer(whole)]
        if head == 0, tail == 0 { return (bytes, middle) }
        let parts: [JSON] = [Template.bytes(bytes[..<head]), middle, Template.bytes(bytes[(length - tail)...])]
        return (bytes, ["concat": .array(parts.filter { $0 != "" })])
    }
}

extension Fixture {
    /// The file's content, where it is a repetition.
    package var compactContent: CompactBytes? {
        guard case .file(let content, _) = content, let bytes = try? content.bytes() else { return nil }
        return CompactBytes(bytes)
    }
}
