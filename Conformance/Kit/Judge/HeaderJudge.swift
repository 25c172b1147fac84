import AdapterProtocol
import VectorSuites

/// Compares the headers of a start message: the list is closed, values of one name keep their order.
struct HeaderJudge {
    let comparison: Comparison
    let pointer: String
    let window: ClosedRange<Double>
    let meaning: CaseMeaning
    let contentLength: ContentLength
    /// Whether the call is of HTTP/2 or HTTP/3.
    let isPastHTTP1: Bool

    /// What such a call may leave out: headers about the connection don't exist there (RFC 9113 §8.2.2, RFC 9114 §4.2).
    private static let ofConnection: Set = ["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"]

    /// What content-length must be.
    enum ContentLength {
        case expected
        /// The length of the call's own content, which may be another than what is expected.
        case own(Int)
        /// That of content that wasn't sent.
        case unknown

        var isExpected: Bool { if case .own = self { false } else { true } }
    }

    func mismatches(
        of headers: [SentMessage.Header],
        with expected: [HeaderExpectation],
        binding variables: inout Variables
    ) -> [Mismatch] {
        if contentLength.isExpected, Self.isEqual(headers, expected, variables) { return [] }
        let wantedNames = expected.map(\.name)
        // Names are lower-case by the rule asgi.header-name, which reports each that isn't.
        let got = headers.map { (name: WireHeaders.text($0.name).lowercased(), value: $0.value) }
        let expected = expected.map { HeaderExpectation(name: $0.name.lowercased(), value: $0.value) }
        var names: [String] = []
        for name in expected.map(\.name) + got.map(\.name) where !names.contains(name) { names.append(name) }
        var failures: [String: Mismatch] = [:]
        var settled: Set<String> = []
        for name in names {
            let (got, expected) = (got.filter { $0.name == name }.map(\.value), expected.filter { $0.name == name })
            let isLeftOut = comparison == .semantic && isPastHTTP1 && got.isEmpty && Self.ofConnection.contains(name)
            if isLeftOut || meansTheSame(name, got, expected, variables) {
                settled.insert(name)
            } else {
                failures[name] = countMismatch(name, got: got, expected, variables)
            }
        }
        // Values in the order of the list, for that is the order in which `$bind` and `${name}` stand.
        var seen: [String: Int] = [:]
        for header in expected where failures[header.name] == nil && !settled.contains(header.name) {
            let value = got.filter { $0.name == header.name }[seen[header.name, default: 0]].value
            seen[header.name, default: 0] += 1
            failures[header.name] = mismatch(header, got: value, binding: &variables)
        }
        let found = names.compactMap { failures[$0] }
        guard comparison == .exact, found.isEmpty else { return found }
        let gotNames = headers.map { WireHeaders.text($0.name) }
        let comparable = gotNames.map { wantedNames.contains($0) ? $0 : $0.lowercased() }
        if comparable == wantedNames { return [] }
        return [Mismatch(.headerOrder, at: pointer, wanted: .headerNames(wantedNames), got: .headerNames(gotNames))]
    }

    /// Whether the list is the expected one to the byte, as it nearly always is; false where a value has a matcher.
    private static func isEqual(
        _ headers: [SentMessage.Header],
        _ expected: [HeaderExpectation],
        _ variables: Variables
    ) -> Bool {
        headers.count == expected.count
            && zip(headers, expected).allSatisfy { header, expected in
                header.name.elementsEqual(expected.name.utf8) && expected.value.bytes(with: variables) == header.value
            }
    }

    /// Whether the values of a name mean what they must, where a list of them means the same as one value (RFC 9110 §5.3).
    private func meansTheSame(_ name: String, _ got: [[UInt8]], _ expected: [HeaderExpectation], _ variables: Variables) -> Bool {
        let literals = expected.compactMap { $0.value.bytes(with: variables) }
        guard comparison == .semantic, HeaderGrammar(of: name) == .list, !got.isEmpty, !literals.isEmpty,
            literals.count == expected.count
        else { return false }
        let canonical = { (values: [[UInt8]]) in
            HeaderGrammar.list.canonical(Array(values.joined(separator: [UInt8(ascii: ",")])))
        }
        return canonical(got) == canonical(literals)
    }

    private func countMismatch(
        _ name: String,
        got: [[UInt8]],
        _ wanted: [HeaderExpectation],
        _ variables: Variables
    ) -> Mismatch? {
        guard got.count != wanted.count else { return nil }
        let values = got.map { Pattern(literal: $0.naming(filesFolder: variables["files"] ?? [])) }
        return Mismatch(
            .header(name: name),
            at: pointer,
            wanted: .headerValues(wanted.map { $0.value.shown }),
            got: .headerValues(values)
        )
    }

    private func mismatch(_ header: HeaderExpectation, got: [UInt8], binding variables: inout Variables) -> Mismatch? {
        let result: Result<Void, PatternFailure> =
            switch comparison {
            case .exact: header.value.match(got, binding: &variables, window: window)
            case .semantic: match(header, got, binding: &variables)
            }
        guard case .failure(let failure) = result else { return nil }
        return Mismatch(.header(name: header.name), at: pointer, wanted: failure.wanted, got: failure.got)
    }

    private func match(_ header: HeaderExpectation, _ got: [UInt8], binding variables: inout Variables) -> Result<
        Void, PatternFailure
    > {
        switch header.name {
        case "set-cookie": return SetCookie(header.value).match(got, binding: &variables, window: window)
        case "etag" where meaning.makesETag && header.value.literal != nil:
            return Pattern(pieces: [.strongETag]).match(got.trimmingBlanks, binding: &variables, window: window)
        case "content-length":
            let wanted: Pattern =
                switch contentLength {
                case .expected: header.value
                case .own(let length): Pattern(literal: Array(String(length).utf8))
                case .unknown: Pattern(pieces: [.regex("[0-9]+")])
                }
            return wanted.match(got.trimmingBlanks, binding: &variables, window: window)
        case "content-type" where header.value.isMultipart:
            // Whatever boundary it names, the body is read by it.
            guard let boundary = MultipartBody.boundary(of: got) else { break }
            for case .bind(let name, _) in header.value.pieces { variables[name] = boundary }
            guard header.value.literal == nil else { break }
            return .success(())
        default: break
        }
        let result = header.value.match(got.trimmingBlanks, binding: &variables, window: window)
        guard case .failure = result, let wanted = header.value.bytes(with: variables) else { return result }
        let grammar = HeaderGrammar(of: header.name)
        return grammar.canonical(wanted) == grammar.canonical(got) ? .success(()) : result
    }
}
