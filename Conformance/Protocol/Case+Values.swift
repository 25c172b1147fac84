import HTTPDates
package import OrderedJSON

extension Case {
    /// A value of the right type, or one that only Python can be given (feature `python.wrong_types`).
    package enum Given<Value: WireValue>: WireValue {
        case value(Value)
        case python(JSON)

        package init(json: JSON) throws {
            if let object = json.objectValue, object.members.count == 1, let value = object["value"] {
                self = .python(value)
            } else {
                self = .value(try Value(json: json))
            }
        }

        package var json: JSON {
            switch self {
            case .value(let value): value.json
            case .python(let value): ["value": value]
            }
        }

        package func addNeeds(to needs: inout CaseNeeds) {
            switch self {
            case .value(let value): value.addNeeds(to: &needs)
            case .python: needs.features.insert(.pythonWrongTypes)
            }
        }
    }

    /// A number that is written as it came.
    package struct Number: WireValue {
        package let lexeme: String

        package init(json: JSON) throws {
            guard case .number(let lexeme) = json else { throw Unsupported("no \(json.brief) where a number belongs") }
            self.lexeme = lexeme
        }

        package var json: JSON { .number(lexeme) }
        package var doubleValue: Double { json.doubleValue ?? 0 }
    }

    /// What can only be true.
    package struct True: WireValue {
        package init(json: JSON) throws {
            guard json == true else { throw Unsupported("no \(json.brief) where true belongs") }
        }

        package var json: JSON { true }
    }

    /// A Date of the protocol.
    package struct Instant: WireValue {
        /// As `2037-01-22T12:00:10Z`.
        package let text: String
        package let secondsSince1970: Int

        package init(json: JSON) throws {
            guard let text = json["datetime"]?.stringValue else {
                throw WireError("a date is {\"datetime\":…}, not \(json.brief)")
            }
            guard let seconds = UTCInstant.seconds(of: text) else {
                throw WireError("'\(text)' is no date like 2037-01-22T12:00:10Z")
            }
            self.text = text
            secondsSince1970 = seconds
        }

        package var json: JSON { ["datetime": .string(text)] }
    }

    /// A name and a value, both Text.
    package struct Header: WireValue {
        package let name: WireText
        package let value: WireText

        package init(json: JSON) throws {
            guard let pair = json.arrayValue, pair.count == 2 else {
                throw WireError("a header is [name, value], not \(json.brief)")
            }
            name = try WireText(json: pair[0])
            value = try WireText(json: pair[1])
        }

        package var json: JSON { [name.json, value.json] }

        package func addNeeds(to needs: inout CaseNeeds) {
            name.addNeeds(to: &needs)
            value.addNeeds(to: &needs)
        }
    }

    /// When a cookie expires.
    package enum Expiry: WireValue {
        case secondsFromNow(Int)
        case text(WireText)
        case date(Instant)

        package init(json: JSON) throws {
            if case .number = json {
                self = .secondsFromNow(try Int(json: json))
            } else if json["datetime"] != nil {
                self = .date(try Instant(json: json))
            } else {
                self = .text(try WireText(json: json))
            }
        }

        package var json: JSON {
            switch self {
            case .secondsFromNow(let seconds): seconds.json
            case .text(let text): text.json
            case .date(let instant): instant.json
            }
        }

        package func addNeeds(to needs: inout CaseNeeds) {
            if case .text(let text) = self { text.addNeeds(to: &needs) }
        }
    }
}
