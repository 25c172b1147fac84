package import OrderedJSON

/// One thing that must be true of a response class: an input, and what must come of it.
public struct Vector: Sendable {
    /// Who says so.
    public enum Basis: String, Sendable, CaseIterable {
        /// A document that its sources name.
        case documented
        /// Only the implementation.
        case observed
    }

    /// The permanent name, `suite/id`.
    public var name: String
    /// Names that it had before.
    public var aliases: [String]
    /// The sentence that must be true.
    public var title: String
    /// Whether a document says so, or only the implementation.
    public var basis: Basis
    /// Where it says so, as `document#section`.
    public var sources: [String]
    /// The class under test, by its name in PROTOCOL.md §3.
    public var className: String
    /// The releases of the class's project for which it holds.
    public var releases: ReleaseIntervals
    /// The optional features of the protocol that the case needs.
    public var features: [String]
    /// The files that the runner makes for it.
    package var files: [Fixture]
    /// The case, with `${files}` where the folder's path belongs.
    package var request: JSON
    /// `expect`, with `${files}` likewise.
    package var expect: JSON
    /// Ids of ASGI rules that the real project breaks here.
    package var breaks: Set<ASGIRule>
    package var limitMilliseconds: Int?
    /// Whether `${` may stand in its case or its expectation.
    var mayHaveVariables = true

    /// The name of its suite.
    public var suite: String { name.split(separator: "/").dropLast().joined(separator: "/") }

    /// Whether something must be sent, rather than an error raised before anything is.
    package var expectsMessages: Bool {
        let calls = expect["calls"]?.arrayValue ?? [expect]
        return expect["construct"] == nil && calls.contains { $0["start"] != nil || $0["messages"]?.arrayValue?.isEmpty == false }
    }

    /// Whether the implementation is told to change its files.
    var writesFiles: Bool { features.contains("file.write") }

    /// Whether the answer may be another on a machine that is busy, since something happens in the case at or within a time.
    package var dependsOnTime: Bool { limitMilliseconds != nil || !Vocabulary.featuresOfTime.isDisjoint(with: features) }

    /// The case and the expectation with the path of the files' folder in them.
    package func instantiated(files folder: String) throws(VectorError) -> (request: JSON, expectation: Expectation) {
        var (request, expect) = (self.request, self.expect)
        if mayHaveVariables {
            request = try Template.substitute(["files": folder], in: request, keepingOthers: false)
            expect = try Template.substitute(["files": folder], in: expect, keepingOthers: true)
        }
        return (request, try Expectation(expect, callCount: request.callCount))
    }
}

/// A file, directory or symbolic link that a vector needs.
package struct Fixture: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        /// `modified` is in seconds since 1970.
        case file([UInt8], modified: Double?)
        case directory
        case link(target: String)
    }

    package var name: String
    package var content: Content

    var isLink: Bool {
        if case .link = content { true } else { false }
    }
}
