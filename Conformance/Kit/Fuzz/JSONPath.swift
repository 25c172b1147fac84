import OrderedJSON

/// Where a part of a value is: the positions of members and elements from the outermost in.
typealias JSONPath = [Int]

extension JSON {
    /// The parts of an array or object, in order.
    private var parts: [JSON] {
        switch self {
        case .array(let elements): elements
        case .object(let object): object.members.map(\.value)
        default: []
        }
    }

    /// The paths of all parts, the value itself first, those nearer to the outside before those further in.
    var paths: [JSONPath] {
        var paths: [JSONPath] = [[]]
        var next = 0
        while next < paths.count {
            let path = paths[next]
            paths += self[path].parts.indices.map { path + [$0] }
            next += 1
        }
        return paths
    }

    subscript(path: JSONPath) -> JSON { path.reduce(self) { value, index in value.parts[index] } }

    /// The names of the members on the way to a part, with nothing for an element.
    func names(of path: JSONPath) -> [String] {
        var value = self
        return path.map { index in
            defer { value = value.parts[index] }
            return value.objectValue?.members[index].name ?? ""
        }
    }

    /// Puts another value in the place of a part, or removes it.
    mutating func replace(_ path: JSONPath, by new: JSON?) {
        guard let index = path.first else {
            self = new ?? .null
            return
        }
        switch self {
        case .array(var elements):
            if path.count == 1, new == nil {
                elements.remove(at: index)
            } else {
                elements[index].replace(Array(path.dropFirst()), by: new)
            }
            self = .array(elements)
        case .object(let object):
            var members = object.members
            if path.count == 1, new == nil {
                members.remove(at: index)
            } else {
                members[index].value.replace(Array(path.dropFirst()), by: new)
            }
            self = .object(JSONObject(members))
        default: break
        }
    }
}
