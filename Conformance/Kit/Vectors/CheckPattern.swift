import TextFormats

/// A check, or all whose ids begin alike: what a port's rule is about, or what counts in an edition.
package struct CheckPattern: Sendable, Hashable {
    /// As it was written: an id, or the beginning of some and `*`, e.g. `start.headers.*`.
    package let text: String
    private let scope: Scope

    private enum Scope: Hashable {
        case one(Check)
        case beginning(String)
    }

    /// - Throws: for what stands for no check, or for all.
    package init(_ text: String) throws(VectorError) {
        self.text = text
        if text.hasSuffix(".*") {
            let beginning = String(text.dropLast())
            guard beginning.count > 1, Check.ids.contains(where: { $0.hasPrefix(beginning) }) else { throw Self.unknown(text) }
            scope = .beginning(beginning)
        } else if text.contains("*") {
            guard text.allSatisfy({ $0 == "*" }) else { throw Self.unknown(text) }
            throw VectorError(
                "the check '\(text)' stands for everything; name one, for example start.status, or those that begin alike, for example start.headers.*"
            )
        } else if let check = Check(id: text), check != .header(name: "") {
            scope = .one(check)
        } else {
            throw Self.unknown(text)
        }
    }

    package init(_ check: Check) { (text, scope) = (check.id, .one(check)) }

    private static func unknown(_ text: String) -> VectorError {
        let near = Check.ids.nearest(to: text)
        let known = near.isEmpty ? Check.ids.map { $0.hasSuffix(".") ? $0 + "NAME" : $0 } : near
        return VectorError(
            "there is no check '\(text)'; " + (near.isEmpty ? "known are " : "near it are ") + known.joined(separator: ", ")
        )
    }

    /// Whether it stands for this check. What is true of the adapter as a whole is not among what begins alike.
    package func includes(_ check: Check) -> Bool {
        switch scope {
        case .one(let one): one == check
        case .beginning(let beginning): check.id.hasPrefix(beginning)
        }
    }

    /// Whether it stands for something that ends the adapter.
    package var isOfAdapter: Bool { if case .one(let check) = scope { check.isOfAdapter } else { false } }
}
