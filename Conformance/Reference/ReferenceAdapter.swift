package import AdapterProtocol
package import OrderedJSON

/// The reference implementation behind the adapter protocol: a case in, its result out (PROTOCOL.md).
package struct ReferenceAdapter: Sendable {
    /// How many cases it takes at once.
    package static let inFlight = 128

    package init() {}

    /// What the reference answers the runner's hello with.
    package var hello: JSON {
        [
            "op": "hello",
            "protocol": .integer(AdapterProtocolLimits.version),
            "in_flight": .integer(Self.inFlight),
            "isolates": true,
            "implementation": ["name": "StarletteResponses", "version": "0.1.0", "language": "Swift"],
            "classes": .array(ClassName.names.map(JSON.string)),
            "features": .array(Self.features.map(\.rawValue).sorted().map(JSON.string)),
            "target": ["starlette": "1.10.0", "sse-starlette": "3.7.0", "baize": "0.23.1", "python": "3.14.10"],
        ]
    }

    /// The result for a case; with `error` for a case that is not as the protocol has it.
    package func answer(_ request: JSON, in environment: CaseEnvironment = .real()) async -> JSON {
        let line = await writtenAnswer(request, in: environment).line
        guard let result = try? JSON(utf8: line) else { preconditionFailure("the reference wrote no JSON") }
        return result
    }

    /// The result for a case as a line, without its line feed; whether it is no answer, for the case is not as the protocol has it or
    /// any part of it is not supported.
    package func writtenAnswer(_ request: JSON, in environment: CaseEnvironment) async -> (line: [UInt8], isRefusal: Bool) {
        await StartedCase(request, in: environment).answer()
    }

    /// All features, by their umbrellas, but those of Python's values and of the codecs that only Python has.
    private static let features = Set(Feature.allCases.filter { $0.umbrella == nil || $0.umbrella == .charset })
        .subtracting([.pythonValues, .textSurrogates, .charset, .charsetMultiByte])
}
