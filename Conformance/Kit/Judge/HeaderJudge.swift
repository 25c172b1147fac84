import AdapterProtocol
import VectorSuites

/// Compares the headers of a start message: the list is closed, values of one name keep their order.
struct HeaderJudge {
    let comparison: Comparison
    let pointer: String
    let window: ClosedRange<Double>

    func mismatches(
        of headers: [SentMessage.Header],
        with expected: [HeaderExpectation],
        binding variables: inout Variables
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
                expected.filter { $0.name == name },
                variables
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
        let (wantedOrder, gotOrder) = (expected.map(\.name), got.map(\.name))
        return [Mismatch(.headerOrder, at: pointer, wanted: .headerNames(wantedOrder), got: .headerNames(gotOrder))]
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
        let isCookie = header.name == "set-cookie" && comparison == .semantic
        let result =
            isCookie
            ? SetCookie(header.value).match(got, binding: &variables, window: window)
            : header.value.match(got, binding: &variables, window: window)
        guard case .failure(let failure) = result else { return nil }
        return Mismatch(.header(name: header.name), at: pointer, wanted: failure.wanted, got: failure.got)
    }
}
