package import OrderedJSON

extension Case {
    /// A value to serialize, with what stands for what JSON has no words for (PROTOCOL.md §3, content).
    package struct SerializedValue: WireValue {
        package let json: JSON

        package init(json: JSON) throws { self.json = json }

        package func addFeatures(to features: inout Set<Feature>) { Self.scan(json, &features) }

        private static func scan(_ value: JSON, _ features: inout Set<Feature>) {
            switch value {
            case .number(let lexeme):
                if lexeme.utf8.contains(where: { ".eE".utf8.contains($0) }) {
                    features.insert(.jsonFloats)
                } else if !(Int(lexeme).map { $0.magnitude < 1 << 53 } ?? false) {
                    features.insert(.jsonBigInt)
                }
            case .array(let elements): for element in elements { scan(element, &features) }
            case .object(let object): scan(object, &features)
            case .null, .bool, .string: break
            }
        }

        private static func scan(_ object: JSONObject, _ features: inout Set<Feature>) {
            if object["$python"] != nil {
                features.insert(.pythonValues)
            } else if let pairs = object["$pairs"]?.arrayValue {
                features.insert(.jsonSpecial)
                for pair in pairs {
                    if pair.arrayValue?.first?.stringValue == nil { features.insert(.pythonValues) }
                    scan(pair.arrayValue?.last ?? .null, &features)
                }
            } else if object["$number"] != nil {
                features.insert(.jsonSpecial)
            } else if object["code_points"] != nil {
                (try? WireText(json: .object(object)))?.addFeatures(to: &features)
            } else {
                let names = object.names.map { Array($0.utf8) }
                if !zip(names, names.dropFirst()).allSatisfy({ $0.lexicographicallyPrecedes($1) }) { features.insert(.jsonOrder) }
                for member in object.members { scan(member.value, &features) }
            }
        }
    }

    /// The data of a server-sent event: its form says whether that is text or a value to serialize.
    package struct EventData: WireValue {
        package let json: JSON

        package init(json: JSON) throws { self.json = json }

        /// The data of an event of any form but `JSONServerSentEvent`.
        package var text: Given<WireText?> { get throws { try Given(json: json) } }
    }
}

extension Case.Event {
    func addValueFeatures(to features: inout Set<Feature>) {
        guard let data else { return }
        if form == .jsonServerSentEvent {
            (try? Case.SerializedValue(json: data.json))?.addFeatures(to: &features)
        } else {
            (try? data.text)?.addFeatures(to: &features)
        }
    }
}
