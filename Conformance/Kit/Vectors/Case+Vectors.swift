package import AdapterProtocol
package import OrderedJSON

extension Case {
    /// Reads the case of a vector whose `given` the schema has accepted.
    package init(merged request: JSON) throws(VectorError) {
        do { self = try Case(json: request) } catch { throw VectorError("\(error)", at: ["given"]) }
    }

    /// The features that it and the events it is judged by need, by name and sorted.
    package func requiredFeatures(expecting expectation: JSON?) -> [String] {
        var features = needs.features
        let calls = expectation.map { $0["calls"]?.arrayValue ?? [$0] } ?? []
        for event in calls.flatMap({ $0["events"]?.arrayValue ?? [] }) {
            let kind = event.objectValue?.names.first.flatMap(EventKind.init(rawValue:))
            if let feature = kind?.feature { features.insert(feature) }
        }
        return features.map(\.rawValue).sorted()
    }
}
