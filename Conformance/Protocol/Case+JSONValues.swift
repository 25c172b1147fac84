package import OrderedJSON

extension Case {
    /// A value to serialize, with what stands for what JSON has no words for (PROTOCOL.md §3, content).
    package struct SerializedValue: WireValue {
        package let json: JSON

        package init(json: JSON) throws { self.json = json }

        package func addNeeds(to needs: inout CaseNeeds) { Self.scan(json, &needs) }

        private static func scan(_ value: JSON, _ needs: inout CaseNeeds) {
            switch value {
            case .number(let lexeme):
                if lexeme.utf8.contains(where: { ".eE".utf8.contains($0) }) {
                    needs.features.insert(.jsonFloats)
                } else if !(Int(lexeme).map { $0.magnitude < 1 << 53 } ?? false) {
                    needs.features.insert(.jsonBigInt)
                }
            case .array(let elements): for element in elements { scan(element, &needs) }
            case .object(let object): scan(object, &needs)
            case .null, .bool, .string: break
            }
        }

        private static func scan(_ object: JSONObject, _ needs: inout CaseNeeds) {
            if object["$python"] != nil {
                needs.features.insert(.pythonJSON)
            } else if let pairs = object["$pairs"]?.arrayValue {
                needs.features.insert(.jsonPairs)
                for pair in pairs {
                    if pair.arrayValue?.first?.stringValue == nil { needs.features.insert(.pythonNames) }
                    scan(pair.arrayValue?.last ?? .null, &needs)
                }
            } else if object["$number"] != nil {
                needs.features.insert(.jsonNonFinite)
            } else if object["code_points"] != nil {
                (try? WireText(json: .object(object)))?.addNeeds(to: &needs)
            } else {
                if let order = Self.order(of: object.names) { needs.features.insert(order) }
                for member in object.members { scan(member.value, &needs) }
            }
        }

        /// What keeping the names in this order needs; nil for sorted ones.
        private static func order(of names: [String]) -> Feature? {
            let isSorted = zip(names, names.dropFirst()).allSatisfy { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            if isSorted { return nil }
            let numbers = names.compactMap(number)
            let isJavaScripts = names.prefix(numbers.count).compactMap(number) == numbers.sorted()
            return isJavaScripts ? .jsonInsertionOrder : .jsonNumberNames
        }

        /// The number that a name stands for as an index of an array (ECMA-262 §6.1.7), which JavaScript sorts before all other names.
        private static func number(_ name: String) -> UInt32? {
            UInt32(name).flatMap { String($0) == name && $0 < .max ? $0 : nil }
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
    func addValueNeeds(to needs: inout CaseNeeds) {
        guard let data else { return }
        if form == .jsonServerSentEvent {
            (try? Case.SerializedValue(json: data.json))?.addNeeds(to: &needs)
        } else {
            (try? data.text)?.addNeeds(to: &needs)
        }
    }
}
