package import OrderedJSON

extension JSON: WireValue {
    package init(json: JSON) throws { self = json }
    package var json: JSON { self }
}

extension Int: WireValue {
    package init(json: JSON) throws {
        guard let value = json.intValue else { throw Unsupported("no \(json.brief) where an integer belongs") }
        self = value
    }

    package var json: JSON { .integer(self) }
}

extension Bool: WireValue {
    package init(json: JSON) throws {
        guard let value = json.boolValue else { throw Unsupported("no \(json.brief) where a Boolean belongs") }
        self = value
    }

    package var json: JSON { .bool(self) }
}

extension String: WireValue {
    package init(json: JSON) throws {
        guard let value = json.stringValue else { throw Unsupported("no \(json.brief) where a string belongs") }
        self = value
    }

    package var json: JSON { .string(self) }
}

/// A value or null.
extension Optional: WireValue where Wrapped: WireValue {
    package init(json: JSON) throws {
        if case .null = json { self = .none } else { self = try Wrapped(json: json) }
    }

    package var json: JSON { self?.json ?? .null }

    package func addNeeds(to needs: inout CaseNeeds) { self?.addNeeds(to: &needs) }
}

extension Array: WireValue where Element: WireValue {
    package init(json: JSON) throws {
        guard case .array(let elements) = json else { throw WireError("an array was wanted, not \(json.brief)") }
        self = try elements.map { try Element(json: $0) }
    }

    package var json: JSON { .array(map { $0.json }) }

    package func addNeeds(to needs: inout CaseNeeds) {
        for element in self { element.addNeeds(to: &needs) }
    }
}
