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
        let got = headers.map { (name: WireHeaders.text($0.name), value: $0.value) }
        var names: [String] = []
        for name in expected.map(\.name) + got.map(\.name) where !names.contains(name) { names.append(name) }
        let found = names.compactMap { name in
            mismatch(
                name: name,
                got: got.filter { $0.name == name }.map(\.value),
                wanted: expected.filter { $0.name == name }.map(\.value),
                binding: &variables
            )
        }
        guard comparison == .exact, found.isEmpty, got.map(\.name) != expected.map(\.name) else { return found }
        let (wantedOrder, gotOrder) = (expected.map(\.name).joined(separator: ", "), got.map { Shown.plain($0.name) }.joined(separator: ", "))
        return [Mismatch("start.headers.order", at: pointer, wanted: wantedOrder, got: gotOrder)]
    }

    private func mismatch(
        name: String,
        got: [[UInt8]],
        wanted: [Pattern],
        binding variables: inout [String: [UInt8]]
    ) -> Mismatch? {
        let check = "start.headers." + Shown.plain(name)
        guard got.count == wanted.count else {
            return Mismatch(
                check,
                at: pointer,
                wanted: Self.list(wanted.map { Shown.pattern($0) }),
                got: Self.list(got.map { Shown.bytes($0) })
            )
        }
        for (value, pattern) in zip(got, wanted) {
            let isCookie = name == "set-cookie" && comparison == .semantic
            let result =
                isCookie
                ? SetCookie(pattern).match(value, binding: &variables, window: window)
                : pattern.match(value, binding: &variables, window: window)
            if case .failure(let failure) = result {
                return Mismatch(check, at: pointer, wanted: failure.wanted, got: failure.got)
            }
        }
        return nil
    }

    private static func list(_ values: [String]) -> String {
        switch values.count {
        case 0: "absent"
        case 1: values[0]
        case let count: "\(count) times: " + values.joined(separator: ", ")
        }
    }
}
