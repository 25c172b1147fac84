package import OrderedJSON

/// What a port is held to for good: the vectors and checks that counted when the edition was published, as they were, and the releases by which they hold.
public struct Edition: Sendable, Hashable {
    /// From 1 on.
    public let number: Int
    /// The day on which it was published, as `2026-11-28`.
    public let date: String
    /// The newest release of each project on that day, by which a port that names none is judged. CPython's is the one that recorded the vectors.
    package let projects: [String: Release]
    /// The checks that count in it.
    package let checks: [CheckPattern]

    init(_ value: JSON) throws(VectorError) {
        var members = try Members(value)
        guard let number = try members.required("edition").intValue, number > 0 else {
            throw VectorError("'edition' is the edition's number, from 1 on")
        }
        self.number = number
        date = try members.string("date")
        var projects: [String: Release] = [:]
        for member in try members.required("projects").objectValue?.members ?? [] {
            guard let release = member.value.stringValue.flatMap(Release.init(_:)) else {
                throw VectorError("'projects' maps a project to a release, not '\(member.name)' to \(member.value.text)")
            }
            projects[member.name] = release
        }
        self.projects = projects
        var checks: [CheckPattern] = []
        for name in try members.optionalStrings("checks") { checks.append(try CheckPattern(name)) }
        guard !checks.isEmpty else { throw VectorError("'checks' lists the checks that count in the edition") }
        self.checks = checks
        try members.end()
    }
}

/// The editions of a folder of vectors, from `editions.json`, in their order.
package struct EditionTable: Sendable {
    package static let fileName = "editions.json"

    package private(set) var editions: [Edition] = []

    /// A folder without editions: all that is in it counts.
    init() {}

    init(json: [UInt8]) throws(VectorError) {
        let value: JSON
        do { value = try JSON(utf8: json) } catch { throw VectorError("\(error)", at: [Self.fileName]) }
        do throws(VectorError) {
            var members = try Members(value)
            guard try members.required("format") == 1 else { throw VectorError("'format' is 1") }
            for edition in try members.required("editions").arrayValue ?? [] { editions.append(try Edition(edition)) }
            try members.end()
            guard editions.map(\.number) == Array(1..<editions.count + 1) else {
                throw VectorError("editions are numbered from 1 on, in their order")
            }
        } catch { throw error.within(Self.fileName) }
    }

    /// The number of the newest; 0 where there is none.
    package var newest: Int { editions.last?.number ?? 0 }

    /// The edition that will be published next: everything that isn't retired counts in it.
    package var next: Int { newest + 1 }
}

/// The edition that a run is held to.
package enum EditionBar: Sendable, Hashable {
    case number(Int)
    /// What the next edition will be.
    case next

    /// `next`, or a number.
    package init?(_ text: String) {
        if text == "next" {
            self = .next
        } else if let number = Int(text), number > 0 {
            self = .number(number)
        } else {
            return nil
        }
    }

    /// The number, or `next`.
    package var word: String { if case .number(let number) = self { String(number) } else { "next" } }

    /// Its form in `conformance.json` and reports.
    package var json: JSON {
        switch self {
        case .number(let number): .integer(number)
        case .next: "next"
        }
    }

    package init?(_ json: JSON) {
        if json == "next" {
            self = .next
        } else if let number = json.intValue, number > 0 {
            self = .number(number)
        } else {
            return nil
        }
    }
}

/// The vectors of a library as an edition sees them.
package struct EditionView: Sendable {
    /// Those that count, and those that came later.
    package let vectors: [Vector]
    /// The names of those that came later: they are judged, and nothing follows from it.
    package let new: Set<String>
    /// The names of those that no longer are of it.
    package let gone: Set<String>
    /// The release of each project by which a port that names none is judged; absent is the newest.
    package let target: [String: Release]
    /// The checks that count; nil is all that there are.
    package let checks: [CheckPattern]?
}

extension VectorLibrary {
    /// The vectors as an edition sees them.
    ///
    /// - Throws: for an edition that this library doesn't have.
    package func view(of bar: EditionBar) throws(VectorError) -> EditionView {
        let number: Int
        var target: [String: Release] = [:]
        var checks: [CheckPattern]?
        switch bar {
        case .next: number = editions.next
        case .number(let wanted):
            guard let edition = editions.editions.first(where: { $0.number == wanted }) else {
                throw VectorError(
                    editions.newest == 0
                        ? "there is no edition \(wanted), for these vectors have none"
                        : "there is no edition \(wanted); the newest of this kit is \(editions.newest)"
                )
            }
            (number, target, checks) = (wanted, edition.projects, edition.checks)
        }
        let published = try published()
        let gone = vectors.filter { $0.retired.map { $0 <= number } ?? false }
        let new =
            bar == .next
            ? [] : vectors.filter { $0.retired == nil && published.edition(of: $0.name, next: editions.next) > number }
        let names = Set(gone.map(\.name))
        return EditionView(
            vectors: names.isEmpty ? vectors : vectors.filter { !names.contains($0.name) },
            new: Set(new.map(\.name)),
            gone: names,
            target: target,
            checks: checks
        )
    }
}
