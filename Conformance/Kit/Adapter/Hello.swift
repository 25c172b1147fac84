package import AdapterProtocol
package import OrderedJSON
public import VectorSuites

/// What an adapter says of itself (PROTOCOL.md §2).
public struct Hello: Sendable {
    /// The name, release and language of the implementation, as far as given.
    public var implementation: String
    /// The classes that it claims, by their names in PROTOCOL.md §3.
    public var classes: Set<String>
    /// The optional features that it claims (PROTOCOL.md §7).
    public var features: Set<String>
    /// What it lacks of what a case may hold, by the names of PROTOCOL.md §7, as far as this runner knows them.
    public var lacks: Set<String>
    /// How many cases it wants to have at once.
    public var inFlight: Int
    /// Whether it keeps a case that freezes the clock or shuts the server down apart from others itself.
    public var isolates: Bool
    /// The release of each project that the port follows; absent is the newest.
    public var target: [String: Release]
    /// Names that this runner does not know, likely misspelled.
    public var unknownNames: [String]
    /// Those that it lacks and this runner does not know, which are ignored.
    public var unknownLacks: [String]

    /// Reads the line of an adapter.
    init(line: [UInt8]) throws(HelloError) {
        let value: JSON
        do { value = try JSON(utf8: line) } catch { throw .notJSON(error, line: LineExcerpt(line)) }
        try self.init(value)
    }

    /// - Throws: `HelloError` where the value is no hello of a version that this runner speaks.
    package init(_ value: JSON) throws(HelloError) {
        guard value["op"] == "hello" else { throw .notHello(value) }
        guard let version = value["protocol"]?.intValue else { throw .noVersion }
        guard version == AdapterProtocolLimits.version else { throw .otherVersion(version) }
        guard let name = value["implementation"]?["name"]?.stringValue else { throw .noName }
        guard let classes = Self.names(value["classes"]) else { throw .noClasses }
        guard let features = Self.names(value["features"] ?? []) else { throw .badFeatures }
        let release = value["implementation"]?["version"]?.stringValue.map { " " + $0 } ?? ""
        let language = value["implementation"]?["language"]?.stringValue.map { " (\($0))" } ?? ""
        implementation = name + release + language
        self.classes = Set(classes)
        self.features = Set(features)
        guard let lacks = Self.names(value["lacks"] ?? []) else { throw .badLacks }
        self.lacks = Set(lacks).intersection(CasePart.names)
        unknownLacks = lacks.filter { CasePart(rawValue: $0) == nil }
        guard let inFlight = (value["in_flight"] ?? 1).intValue, inFlight > 0 else {
            throw .badInFlight(value["in_flight"] ?? .null)
        }
        self.inFlight = inFlight
        guard let isolates = (value["isolates"] ?? false).boolValue else {
            throw .badIsolates(value["isolates"] ?? .null)
        }
        self.isolates = isolates
        target = [:]
        guard let projects = (value["target"] ?? [:]).objectValue else {
            throw .badTarget(value["target"] ?? .null)
        }
        for member in projects.members {
            guard let release = member.value.stringValue.flatMap(Release.init(_:)) else {
                throw .badRelease(member.value)
            }
            target[member.name] = release
        }
        unknownNames =
            classes.filter { ClassName(rawValue: $0) == nil } + features.filter { Feature(rawValue: $0) == nil }
            + projects.names.filter { Project(rawValue: $0) == nil }
    }

    /// The release of a project that it follows, as text.
    package func release(of project: Project) -> String { target[project.rawValue]?.description ?? "newest" }

    /// What a vector needs and the adapter does not claim, or lacks.
    package func unclaimed(by vector: Vector) -> Unclaimed? {
        if !classes.contains(vector.className) { return .class(vector.className) }
        let missing = vector.features.filter { !claims(feature: $0) } + lacked(by: vector.given.needs.parts)
        return missing.isEmpty ? nil : .needs(missing)
    }

    private func lacked(by parts: @autoclosure () -> Set<CasePart>) -> [String] {
        lacks.isEmpty ? [] : lacks.intersection(parts().map(\.rawValue)).sorted()
    }

    /// Whether it claims the class or the feature, or has the part: claims its class, and lacks neither it nor what it is a part of.
    package func has(_ name: String) -> Bool {
        if CasePart(rawValue: name) == nil { return classes.contains(name) || claims(feature: name) }
        let className = ClassName.names.first { name.hasPrefix($0 + ".") }
        return className.map(classes.contains) ?? true && lack(of: name) == nil
    }

    /// What it lacks: this part, or what it is a part of.
    package func lack(of name: String) -> String? { lacks.sorted().first { name == $0 || name.hasPrefix($0 + ".") } }

    /// Whether it claims the feature: itself, by an umbrella that implies it, or, if it is one, by all that it implies.
    package func claims(feature name: String) -> Bool {
        if features.contains(name) { return true }
        return Feature(rawValue: name)?.finest.allSatisfy { feature in
            [feature, feature.umbrella].contains { features.contains($0?.rawValue ?? "") }
        } ?? false
    }

    /// All that must be the same of every adapter of a run.
    package var claims: [AnyHashable] { [classes, features, lacks, target, inFlight, isolates] }

    private static func names(_ value: JSON?) -> [String]? {
        guard let elements = value?.arrayValue else { return nil }
        let names = elements.compactMap(\.stringValue)
        return names.count == elements.count ? names : nil
    }
}
