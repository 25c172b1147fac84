import AdapterProtocol
import AdapterSessions
import OrderedJSON
import ReferenceAdapter

/// The reference as the runner has it built in, with what a test changes of its answers.
struct BuiltInReference: OracleImplementation {
    private let adapter = ReferenceAdapter()
    private let change: (@Sendable (_ result: JSON, _ request: JSON) -> JSON)?
    private let isStrict: Bool
    let hello: JSON

    /// - Parameters:
    ///   - python: another release of CPython that it follows, as it says.
    ///   - isStrict: whether it refuses unsafe texts.
    ///   - change: changes a result.
    init(
        features: [String]? = nil,
        lacks: [String] = [],
        python: String? = nil,
        isStrict: Bool = false,
        change: (@Sendable (_ result: JSON, _ request: JSON) -> JSON)? = nil
    ) {
        self.isStrict = isStrict
        self.change = change
        var hello = adapter.hello
        if let python { hello = hello.with(["target": (hello["target"] ?? [:]).with(["python": .string(python)])]) }
        self.hello = (features.map { hello.with(["features": .array($0.map(JSON.string))]) } ?? hello)
            .with(["lacks": .array(lacks.map(JSON.string))])
    }

    func answer(_ request: JSON) async -> JSON { await changed(adapter.answer(request), request) }

    func answer(_ request: JSON, in environment: SimulatedEnvironment) async -> JSON {
        await changed(adapter.answer(request, in: caseEnvironment(environment)), request)
    }

    func writtenAnswer(_ request: JSON, in environment: SimulatedEnvironment) async -> (line: [UInt8], isRefusal: Bool) {
        await adapter.writtenAnswer(request, in: caseEnvironment(environment))
    }

    private func caseEnvironment(_ environment: SimulatedEnvironment) -> CaseEnvironment {
        var environment = environment.caseEnvironment
        environment.isStrict = isStrict
        return environment
    }

    private func changed(_ result: JSON, _ request: JSON) -> JSON { change?(result, request) ?? result }
}
