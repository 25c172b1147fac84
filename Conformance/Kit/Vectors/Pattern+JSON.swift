import AdapterProtocol
package import OrderedJSON

/// A pattern in a report: as in a vector, but strings stand for themselves, and a variable is an object.
extension Pattern {
    package var json: JSON { pieces.count == 1 ? pieces[0].json : ["$concat": .array(pieces.map(\.json))] }

    /// Reads a pattern that was written as `json`.
    package init?(_ json: JSON) {
        guard let pieces = json["$concat"].map({ $0.list(Piece.init(_:)) }) ?? Piece(json).map({ [$0] }) else { return nil }
        self.init(pieces: pieces)
    }
}

extension Pattern.Piece {
    fileprivate var json: JSON {
        switch self {
        case .literal(let bytes): WireBytes.encode(bytes)
        case .repeated(let unit, let count): ["repeat": WireBytes.encode(unit), "count": .integer(count)]
        case .variable(let name): ["$variable": .string(name)]
        case .regex(let regex): ["$regex": .string(regex)]
        case .bind(let name, let regex): ["$bind": .string(name), "$regex": .string(regex)]
        case .httpDate(let nowPlus, let tolerance):
            ["$http_date": ["now_plus": .integer(nowPlus), "tolerance": .integer(tolerance)]]
        case .strongETag: ["$strong_etag": true]
        case .anyOf(let choices): ["$any_of": .array(choices.map(\.json))]
        }
    }

    fileprivate init?(_ json: JSON) {
        let regex = json["$regex"]?.stringValue
        let date = json["$http_date"]
        if json["$strong_etag"] == true {
            self = .strongETag
        } else if let name = json["$variable"]?.stringValue {
            self = .variable(name)
        } else if let name = json["$bind"]?.stringValue, let regex {
            self = .bind(name: name, regex: regex)
        } else if let regex {
            self = .regex(regex)
        } else if let nowPlus = date?["now_plus"]?.intValue, let tolerance = date?["tolerance"]?.intValue {
            self = .httpDate(nowPlus: nowPlus, tolerance: tolerance)
        } else if let choices = json["$any_of"]?.list(Pattern.init(_:)) {
            self = .anyOf(choices)
        } else if let unit = json["repeat"]?.bytes, let count = json["count"]?.intValue, json.bytes != nil {
            self = .repeated(unit, count: count)
        } else if let bytes = json.bytes {
            self = .literal(bytes)
        } else {
            return nil
        }
    }
}
