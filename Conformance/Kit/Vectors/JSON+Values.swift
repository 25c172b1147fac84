import AdapterProtocol
package import OrderedJSON

extension JSON {
    package static func strings(_ strings: [String]) -> JSON { .array(strings.map(JSON.string)) }

    /// The bytes that the value stands for, if it is Bytes (PROTOCOL.md §1).
    package var bytes: [UInt8]? { try? WireBytes.decode(self) }

    /// The elements of an array; nil if it isn't one or an element can't be read.
    package func list<Element>(_ read: (JSON) -> Element?) -> [Element]? {
        guard let elements = arrayValue else { return nil }
        let list = elements.compactMap(read)
        return list.count == elements.count ? list : nil
    }
}
