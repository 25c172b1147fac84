import AdapterProtocol
import OrderedJSON

/// The vectors of one file.
public struct VectorSuite: Sendable {
    /// The path below `Vectors/`, without `.json`.
    public var name: String
    /// The class under test, by its name in PROTOCOL.md §3.
    public var className: String
    /// The sentence that its vectors spell out.
    public var title: String
    /// The vectors, in the order in which a person would read them.
    public var vectors: [Vector]

    /// Reads a suite file.
    ///
    /// - Parameters:
    ///   - path: the file's path below the vectors' folder, which must be the suite's name and `.json`.
    ///   - allowsUnrecorded: whether vectors may be without `expect`, for somebody else to say what must come of them.
    /// - Throws: `VectorError` with the vector and member at fault.
    public init(json: [UInt8], path: String, allowsUnrecorded: Bool = false) throws(VectorError) {
        try self.init(json: json, path: path, VectorReading(allowsUnrecorded: allowsUnrecorded))
    }

    init(json: [UInt8], path: String, _ reading: VectorReading) throws(VectorError) {
        do throws(VectorError) {
            let value: JSON
            do { value = try JSON(utf8: json) } catch { throw VectorError(error.description) }
            var reading = reading
            reading.mayHaveVariables = Template.mayHaveVariables(json)
            self = try VectorSuite(value, path: path, reading)
        } catch { throw error.within(path) }
    }

    private init(_ value: JSON, path: String, _ reading: VectorReading) throws(VectorError) {
        var members = try Members(value)
        guard try members.required("format") == 1 else { throw VectorError("'format' is 1, the only one that this runner reads") }
        name = try members.string("suite")
        guard path == name + ".json" else {
            throw VectorError("'suite' is '\(name)', but the file is '\(path)'; they must agree")
        }
        className = try members.string("class")
        guard ClassName(rawValue: className) != nil else {
            throw VectorError("there is no class '\(className)'; known are \(ClassName.names.joined(separator: ", "))")
        }
        title = try members.string("title")
        let files = try members.optional("files").map(Fixture.list(_:)) ?? []
        let given = members.optional("given") ?? [:]
        guard let values = try members.required("vectors").arrayValue, !values.isEmpty else {
            throw VectorError("'vectors' is an array of one vector or more")
        }
        try members.end()
        if !reading.isChecked { try CaseSchema.check(given: value["given"], files: value["files"], className: className) }
        let context = VectorContext(suite: name, className: className, files: files, given: given, reading: reading)
        vectors = []
        for (index, value) in values.enumerated() {
            do throws(VectorError) {
                let vector = try Vector(value, context)
                guard !vectors.contains(where: { $0.name == vector.name }) else { throw VectorError("there are two of this id") }
                vectors.append(vector)
            } catch {
                throw error.within(value["id"]?.stringValue ?? "vectors[\(index)]")
            }
        }
    }
}

/// What the vectors of a suite share.
struct VectorContext {
    var suite: String
    var className: String
    var files: [Fixture]
    var given: JSON
    var reading: VectorReading
}

/// How vectors are read.
struct VectorReading {
    /// Whether they may be without `expect`, for somebody else to say what must come of them.
    var allowsUnrecorded = false
    /// Whether it is known that their cases and expectations make sense: to find that out takes as long as all else.
    var isChecked = false
    /// Whether `${` may stand in a string of the file.
    var mayHaveVariables = true
}

extension Vector {
    init(_ value: JSON, _ context: VectorContext) throws(VectorError) {
        var members = try Members(value)
        let id = try members.string("id")
        guard Self.isID(id) else {
            throw VectorError("'id' is lower-case letters, digits and single hyphens")
        }
        name = context.suite + "/" + id
        className = context.className
        aliases = try members.optionalStrings("aliases")
        title = try members.string("title")
        (basis, reason) = try Self.basis(&members)
        sources = try members.optionalStrings("sources")
        guard !sources.isEmpty else { throw VectorError("'sources' names one place or more, as document#section") }
        releases = try members.optional("releases").map(VectorReleases.init(_:)) ?? VectorReleases()
        files = Fixture.merging(context.files, with: try members.optional("files").map(Fixture.list(_:)) ?? [])
        try Fixture.check(files)
        ownGiven = try members.required("given")
        request = try GivenMerging.request(className: className, suite: context.given, vector: ownGiven)
        if !context.reading.isChecked { try CaseSchema.check(given: value["given"], files: value["files"], className: className) }
        given = try Case(merged: request)
        mayHaveVariables = context.reading.mayHaveVariables
        if mayHaveVariables, Template.holds("etag", request) { question = .etag }
        if question == .etag, Template.holds("etag", request["response"] ?? .null) {
            throw VectorError(
                "'${etag}' is what the response answers, and can't be an argument of it",
                at: ["given", "response"]
            )
        }
        if let before = members.optional("files_before") {
            guard question == .etag else {
                throw VectorError("'files_before' is for a case with '${etag}', the tag of a file before it changed")
            }
            let merged = Fixture.merging(files, with: try Fixture.list(before))
            try Fixture.check(merged)
            filesBefore = merged
            if !context.reading.isChecked { try CaseSchema.check(given: nil, files: before, className: className) }
        }
        let claimed = try members.optionalStrings("features")
        let expect = members.optional("expect")
        if context.reading.allowsUnrecorded, expect == nil {
            _ = members.optional("record")
        } else if expect == nil {
            throw VectorError("'expect' is missing; scripts/record writes it from what the real project sends")
        }
        self.expect = expect ?? .null
        if let expect {
            let variables: Set<String> = question == .etag ? ["files", "etag"] : ["files"]
            do { expectation = try Expectation(expect, callCount: given.calls.count, variables: variables) } catch {
                throw error.within("given and expect")
            }
        }
        if question == nil, expectation?.leavesOutMultipart(of: given) == true { question = .contentLength }
        features = expect == nil ? given.requiredFeatures(expecting: nil) : claimed
        breaks = []
        for name in try members.optionalStrings("breaks") {
            guard let rule = ASGIRule(rawValue: name) else { throw VectorError("there is no rule '\(name)' to break") }
            breaks.insert(rule)
        }
        retired = try members.optionalInteger("retired")
        if let retired, retired < 2 {
            throw VectorError("'retired' is the edition from which the vector doesn't count, 2 or later, not \(retired)")
        }
        limitMilliseconds = try members.optionalInteger("limit_ms")
        if let limit = limitMilliseconds, limit < 1 { throw VectorError("'limit_ms' is 1 or more, not \(limit)") }
        try members.end()
        if !context.reading.isChecked, expect != nil { try validate() }
    }

    /// The basis, and the reason that an incidental one needs and no other has.
    private static func basis(_ members: inout Members) throws(VectorError) -> (Basis, reason: String?) {
        let name = try members.string("basis")
        guard let basis = Basis(rawValue: name) else {
            throw VectorError("'basis' is documented, observed or incidental, not '\(name)'")
        }
        guard basis == .incidental else {
            guard members.optional("reason") == nil else {
                throw VectorError(
                    "'reason' says why a vector is incidental, and this one is \(name); remove it or change 'basis'"
                )
            }
            return (basis, nil)
        }
        guard members.optional("reason") != nil else {
            throw VectorError("an incidental vector needs 'reason', which says why a port may do otherwise")
        }
        let reason = try members.string("reason")
        guard !reason.isEmpty, !reason.hasSuffix(".") else {
            throw VectorError("'reason' is a sentence without a full stop at its end")
        }
        return (basis, reason)
    }

    private static func isID(_ text: String) -> Bool {
        text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).allSatisfy { word in
            let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
            let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
            return !word.isEmpty && word.allSatisfy { letters.contains($0) || digits.contains($0) }
        }
    }

    private func validate() throws(VectorError) {
        do { _ = try request(files: "/files", etag: "\"tag\"") } catch { throw error.within("given and expect") }
        let needed = given.requiredFeatures(expecting: expect)
        guard features == needed else {
            throw VectorError("'features' must be what the case needs, sorted: \(JSON.array(needed.map(JSON.string)).text)")
        }
    }
}

extension ReleaseIntervals {
    init(_ value: JSON) throws(VectorError) {
        guard let pairs = value.arrayValue, !pairs.isEmpty else {
            throw VectorError("a project of 'releases' has an array of [first, next), not \(value.text)")
        }
        var intervals: [Interval] = []
        for pair in pairs {
            guard let ends = pair.arrayValue, ends.count == 2 else {
                throw VectorError("an interval is [first, next), not \(pair.text)")
            }
            let interval = Interval(first: try Self.release(ends[0]), next: try Self.release(ends[1]))
            if let first = interval.first, let next = interval.next, first >= next {
                throw VectorError("an interval is [first, next) with first before next, not \(pair.text)")
            }
            intervals.append(interval)
        }
        self.intervals = intervals
    }

    private static func release(_ value: JSON) throws(VectorError) -> Release? {
        if value == .null { return nil }
        guard let release = value.stringValue.flatMap(Release.init(_:)) else {
            throw VectorError("a release is a string like \"1.0.0rc1\", or null, not \(value.text)")
        }
        return release
    }
}
