import Judging
import OrderedJSON
import TextFormats
import VectorSuites

/// A rule of a port's `conformance.json`: which mismatches of which vectors it lets be, and why.
package struct DeviationRule: Sendable, Hashable {
    /// Whether the port means to differ.
    package enum Kind: String, Sendable, CaseIterable {
        case choice, bug
    }

    /// The vectors that it is about.
    enum Scope: Hashable {
        /// Names, and patterns of names.
        case vectors([NamePattern])
        case className(String)
    }

    var scope: Scope
    /// The checks that it is about, one at least.
    var checks: [CheckPattern]
    /// What must have been wanted and got for it to apply; nil for anything.
    var wanted: WirePattern?
    var got: WirePattern?
    package var kind: Kind
    /// Why the mismatch is let be.
    package var reason: String
    /// Where more is said, e.g. the issue of the port's tracker.
    package var link: String?
    /// Whether the mismatch comes only now and then, so that a run without it says nothing of the rule.
    package var isSometimes = false

    /// The reason of a rule that nobody has looked into.
    package static let unexplained = "not looked into yet"

    /// Whether it excuses this mismatch, in a vector that it is about.
    func excuses(_ mismatch: Mismatch, _ text: VaryingText) -> Bool {
        guard checks.contains(where: { $0.includes(mismatch.check) }) else { return false }
        return wanted?.naming(text).matches(text.naming(in: mismatch.wantedOnWire)) ?? true
            && got?.naming(text).matches(text.naming(in: mismatch.gotOnWire)) ?? true
    }

    /// Its vectors and checks in a few words: what it's called where somebody is told of it.
    package var label: String { "\(checkText) of \(scopeText)" }

    package var checkText: String { PrintableText.escaped(checks.map(\.text).joined(separator: ", ")) }

    package var scopeText: String {
        switch scope {
        case .className(let name): name
        case .vectors(let patterns):
            PrintableText.escaped(patterns.prefix(2).map(\.text).joined(separator: ", "))
                + (patterns.count > 2 ? " and \(patterns.count - 2) more" : "")
        }
    }
}

// MARK: - JSON

extension DeviationRule {
    init(_ value: JSON) throws(VectorError) {
        var members = try Members(value)
        switch (members.optional("vectors"), members.optional("class")) {
        case (let vectors?, nil):
            let patterns = Self.texts(vectors).map { $0.map(NamePattern.init) }
            guard let patterns, !patterns.isEmpty else {
                throw VectorError("'vectors' is a name, a pattern or an array of them, as --run takes them")
            }
            scope = .vectors(patterns)
        case (nil, let name?):
            guard let name = name.stringValue else { throw VectorError("'class' is a string, not \(name.kindName)") }
            scope = .className(name)
        case (nil, nil): throw VectorError("a rule says which vectors it is about, with 'vectors' or 'class'")
        case (_?, _?): throw VectorError("a rule has 'vectors' or 'class', not both")
        }
        guard let texts = Self.texts(try members.required("check")), !texts.isEmpty else {
            throw VectorError("'check' is the id of a check, the beginning of some like start.headers.*, or an array of them")
        }
        checks = []
        for text in texts { checks.append(try CheckPattern(text)) }
        wanted = members.optional("wanted").map { WirePattern($0) }
        got = members.optional("got").map { WirePattern($0) }
        guard let kind = Kind(rawValue: try members.string("kind")) else {
            throw VectorError("'kind' is \"choice\" for what the port means to do, or \"bug\"")
        }
        self.kind = kind
        reason = try members.string("reason")
        guard !reason.isEmpty else { throw VectorError("'reason' says why the mismatch is let be, and isn't empty") }
        link = try members.optional("link").map { value throws(VectorError) in
            guard let link = value.stringValue else { throw VectorError("'link' is a string, not \(value.kindName)") }
            return link
        }
        isSometimes = try members.optionalBool("sometimes") ?? false
        try members.end()
        try checkScopeOfFaults()
    }

    /// A pattern would excuse hangs and crashes that nobody has seen.
    private func checkScopeOfFaults() throws(VectorError) {
        guard let check = checks.first(where: \.isOfAdapter)?.text else { return }
        if case .vectors(let patterns) = scope, patterns.allSatisfy(\.isLiteral) { return }
        throw VectorError("'\(check)' is excused only for vectors that 'vectors' names in full")
    }

    private static func texts(_ value: JSON) -> [String]? {
        if let text = value.stringValue { return [text] }
        let texts = value.arrayValue?.compactMap(\.stringValue)
        return texts?.count == value.arrayValue?.count ? texts : nil
    }

    var json: JSON {
        var object = JSONObject()
        switch scope {
        case .className(let name): object["class"] = .string(name)
        case .vectors(let patterns): object["vectors"] = Self.json(patterns.map(\.text))
        }
        object["check"] = Self.json(checks.map(\.text))
        object["wanted"] = wanted?.json
        object["got"] = got?.json
        object["kind"] = .string(kind.rawValue)
        object["reason"] = .string(reason)
        object["link"] = link.map(JSON.string)
        if isSometimes { object["sometimes"] = true }
        return .object(object)
    }

    private static func json(_ texts: [String]) -> JSON { texts.count == 1 ? .string(texts[0]) : .strings(texts) }
}
