import AdapterProtocol
package import AdapterSessions
package import Judging
package import OrderedJSON
import TextFormats
package import VectorSuites

/// `conformance.json`: what a port claims, what bar it is held to, and what failures it knows of.
package struct PortFile: Sendable {
    /// The name that a run looks for in the current folder and its parents.
    package static let name = "conformance.json"
    /// The member with the rules.
    static let deviations = "deviations"

    /// The adapter's program and its arguments. It's started in the file's folder.
    package var adapter: [String]?
    /// What the adapter's hello must claim: no more, no less. What is absent is not compared.
    package var claims = Claims()
    /// Which vectors count; nil for the default.
    package var basis: Vector.Basis.Threshold?
    package var comparison: Comparison?
    /// The edition of the vectors that it is held to; nil where the file doesn't say.
    package var edition: EditionBar?
    /// The list of rules, which needs the vectors to be read.
    package var deviations: JSON?
    private var object: JSONObject

    /// Reads a file.
    ///
    /// - Throws: `VectorError` with the member at fault.
    package init(path: String) throws(VectorError) {
        let text = try TextFile.read(path)
        do throws(VectorError) { try self.init(text) } catch { throw error.within(path) }
    }

    package init(_ text: String) throws(VectorError) {
        let value: JSON
        do { value = try JSON(parsing: text) } catch { throw VectorError(error.description) }
        var members = try Members(value)
        object = value.objectValue ?? [:]
        _ = members.optional("$schema")
        guard try members.required("format") == 1 else { throw VectorError("'format' is 1, the only one that this runner reads") }
        if members.optional("adapter") != nil {
            let command = try members.optionalStrings("adapter")
            guard let program = command.first, !program.isEmpty else {
                throw VectorError("'adapter' is the adapter's program and its arguments, an array of strings")
            }
            adapter = command
        }
        claims = try Claims(&members)
        if let name = members.optional("basis") {
            guard let basis = name.stringValue.flatMap(Vector.Basis.Threshold.init(rawValue:)) else {
                throw VectorError("'basis' is \"documented\", \"observed\" or \"all\", not \(name.text)")
            }
            self.basis = basis
        }
        if let name = members.optional("compare") {
            guard let comparison = name.stringValue.flatMap(Comparison.init(rawValue:)) else {
                throw VectorError("'compare' is \"semantic\" or \"exact\", not \(name.text)")
            }
            self.comparison = comparison
        }
        if let number = members.optional("edition") {
            guard let edition = EditionBar(number) else {
                throw VectorError(
                    "'edition' is the number of an edition, or \"next\" for all vectors that there are, not \(number.text)"
                )
            }
            self.edition = edition
        }
        deviations = members.optional(Self.deviations)
        try members.end()
    }

    /// The file's text with other rules, perhaps of another edition, and all else as it was.
    package func text(deviations: Deviations, edition: EditionBar? = nil) -> String {
        var object = object
        if let edition { object["edition"] = edition.json }
        object[Self.deviations] = deviations.json
        return Self.text(object)
    }

    /// The text of a file for an adapter that said this.
    package static func text(
        adapter: [String],
        hello: Hello,
        basis: Vector.Basis.Threshold,
        comparison: Comparison,
        edition: EditionBar?,
        deviations: Deviations
    ) -> String {
        var object: JSONObject = ["format": 1, "adapter": .array(adapter.map(JSON.string))]
        // The runtime is another on another machine; who wants to pin it writes it in.
        let target = hello.target.filter { $0.key != Project.python.rawValue }
        object["target"] = .object(
            JSONObject(Project.sorted(target).map { .init(name: $0.key, value: .string($0.value.description)) })
        )
        object["classes"] = .array(hello.classes.sorted().map(JSON.string))
        object["features"] = .array(hello.features.sorted().map(JSON.string))
        if !hello.lacks.isEmpty { object["lacks"] = .array(hello.lacks.sorted().map(JSON.string)) }
        object["basis"] = .string(basis.rawValue)
        object["compare"] = .string(comparison.rawValue)
        object["edition"] = edition?.json
        object[Self.deviations] = deviations.json
        return text(object)
    }

    private static func text(_ object: JSONObject) -> String {
        JSON.object(object).laidOut(width: 120, alwaysBroken: [Self.deviations])
    }
}

/// What a port says that it has, in its `conformance.json`.
package struct Claims: Sendable {
    /// Where it names no runtime, the adapter's hello may name any: it's the one that the port happens to run on.
    package var target: [String: Release]?
    package var classes: Set<String>?
    package var features: Set<String>?
    /// Parts of cases. A file without them says that the port lacks none.
    package var lacks: Set<String>?

    package init() {}

    init(_ members: inout Members) throws(VectorError) {
        if members.optional("classes") != nil { classes = Set(try members.optionalStrings("classes")) }
        if members.optional("features") != nil { features = Set(try members.optionalStrings("features")) }
        lacks = Set(try members.optionalStrings("lacks"))
        if let unknown = classes?.subtracting(ClassName.names).min() {
            throw VectorError("there is no class '\(unknown)'; known are \(ClassName.names.joined(separator: ", "))")
        }
        if let unknown = features?.subtracting(Feature.names).min() {
            throw VectorError("there is no feature '\(unknown)'\(Self.hint(unknown, Feature.names))")
        }
        if let unknown = lacks?.subtracting(CasePart.names).min() {
            throw VectorError(
                "no argument, action, step or member of an event is called '\(unknown)'\(Self.hint(unknown, CasePart.names))",
                at: ["lacks"]
            )
        }
        guard let value = members.optional("target") else { return }
        var target: [String: Release] = [:]
        for member in value.objectValue?.members ?? [] {
            guard Project(rawValue: member.name) != nil, let release = member.value.stringValue.flatMap(Release.init(_:))
            else {
                throw VectorError(
                    "'target' maps \(Project.names.joined(separator: ", ")) to a release like \"0.37.2\", not '\(member.name)' to \(member.value.text)"
                )
            }
            target[member.name] = release
        }
        guard value.objectValue != nil else { throw VectorError("'target' is an object, not \(value.kindName)") }
        self.target = target
    }

    private static func hint(_ unknown: String, _ known: [String]) -> String {
        known.hint(for: unknown) + "; PROTOCOL.md §7 has all names"
    }

    /// How a hello differs from this, a sentence each; none means that they agree.
    package func differences(from hello: Hello) -> [String] {
        var differences: [String] = []
        for (kind, mine, its) in [
            ("class", classes, hello.classes), ("feature", features.map(Feature.finest), Feature.finest(of: hello.features)),
        ] {
            guard let mine else { continue }
            differences += Feature.folded(mine.subtracting(its)).map {
                "\(PortFile.name) claims the \(kind) \($0), and the adapter's hello does not"
            }
            differences += Feature.folded(its.subtracting(mine)).map {
                "the adapter's hello claims the \(kind) \($0), and \(PortFile.name) does not"
            }
        }
        if let lacks {
            differences += lacks.subtracting(hello.lacks).sorted().map {
                "\(PortFile.name) lacks \($0), and the adapter's hello does not"
            }
            differences += hello.lacks.subtracting(lacks).sorted().map {
                "the adapter's hello lacks \($0), and \(PortFile.name) does not"
            }
        }
        if let target {
            let runtime = Project.python.rawValue
            let its = hello.target.filter { $0.key != runtime || target[runtime] != nil }
            if target != its {
                differences.append("\(PortFile.name) targets \(Self.text(target)), and the adapter's hello \(Self.text(its))")
            }
        }
        return differences
    }

    private static func text(_ target: [String: Release]) -> String {
        target.isEmpty ? "nothing" : Project.sorted(target).map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
}
