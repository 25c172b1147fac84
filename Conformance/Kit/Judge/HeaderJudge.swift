import AdapterProtocol

/// Compares the headers of a start message: the list is closed, values of one name keep their order.
struct HeaderJudge {
    let comparison: Comparison
    let pointer: String
    let window: ClosedRange<Double>

    func mismatches(
        of headers: [SentMessage.Header],
        with expected: [HeaderExpectation],
        binding variables: inout [String: [UInt8]]
    ) -> [Mismatch] {
        if Self.isEqual(headers, expected, variables) { return [] }
        let got = headers.map { (name: WireHeaders.text($0.name), value: $0.value) }
        var names: [String] = []
        for name in expected.map(\.name) + got.map(\.name) where !names.contains(name) { names.append(name) }
        var failures: [String: Mismatch] = [:]
        for name in names {
            failures[name] = countMismatch(
                name,
                got: got.filter { $0.name == name }.map(\.value),
                expected.filter { $0.name == name }
            )
        }
        // Values in the order of the list, for that is the order in which `$bind` and `${name}` stand.
        var seen: [String: Int] = [:]
        for header in expected where failures[header.name] == nil {
            let value = got.filter { $0.name == header.name }[seen[header.name, default: 0]].value
            seen[header.name, default: 0] += 1
            failures[header.name] = mismatch(header, got: value, binding: &variables)
        }
        let found = names.compactMap { failures[$0] }
        guard comparison == .exact, found.isEmpty, got.map(\.name) != expected.map(\.name) else { return found }
        let (wantedOrder, gotOrder) = (
            expected.map(\.name).joined(separator: ", "), got.map { Shown.plain($0.name) }.joined(separator: ", ")
        )
        return [Mismatch("start.headers.order", at: pointer, wanted: wantedOrder, got: gotOrder)]
    }

    /// Whether the list is the expected one to the byte, as it nearly always is; false where a value has a matcher.
    private static func isEqual(
        _ headers: [SentMessage.Header],
        _ expected: [HeaderExpectation],
        _ variables: [String: [UInt8]]
    ) -> Bool {
        headers.count == expected.count
            && zip(headers, expected).allSatisfy { header, expected in
                header.name.elementsEqual(expected.name.utf8) && expected.value.bytes(with: variables) == header.value
            }
    }

    private func countMismatch(_ name: String, got: [[UInt8]], _ wanted: [HeaderExpectation]) -> Mismatch? {
        guard got.count != wanted.count else { return nil }
        let values = wanted.map { Shown.pattern($0.value) }
        return Mismatch(check(name), at: pointer, wanted: Self.list(values), got: Self.list(got.map { Shown.bytes($0) }))
    }

    private func mismatch(_ header: HeaderExpectation, got: [UInt8], binding variables: inout [String: [UInt8]]) -> Mismatch? {
        let isCookie = header.name == "set-cookie" && comparison == .semantic
        let result =
            isCookie
            ? SetCookie(header.value).match(got, binding: &variables, window: window)
            : header.value.match(got, binding: &variables, window: window)
        guard case .failure(let failure) = result else { return nil }
        return Mismatch(check(header.name), at: pointer, wanted: failure.wanted, got: failure.got)
    }

    private func check(_ name: String) -> String { "start.headers." + Shown.plain(name) }

    private static func list(_ values: [String]) -> String {
        switch values.count {
        case 0: "absent"
        case 1: values[0]
        case let count: "\(count) times: " + values.joined(separator: ", ")
        }
    }
}
