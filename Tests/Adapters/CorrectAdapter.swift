import Glibc
import OrderedJSON
import ReferenceAdapter

/// Adapters that answer rightly, as the reference does, and yet are hard to run.
enum CorrectAdapter: String, CaseIterable {
    /// Takes several cases and answers the last first.
    case answersInReverse = "answers-in-reverse"
    /// Takes its time for each case.
    case answersSlowly = "answers-slowly"
    /// Ends now and then, whatever the case.
    case diesAtRandom = "dies-at-random"
    /// Ends at one case, when that has waited among others.
    case diesOfOneCase = "dies-of-one-case"
    /// Ends when it has several cases, whichever they are.
    case diesInCompany = "dies-in-company"
    /// Answers wrongly when it has several cases.
    case failsInCompany = "fails-in-company"

    private static let inFlight = 4
    /// What an adapter that answers slowly takes for a case. No test waits for it to be over: it gives the runner time in which it has
    /// nothing to do but to write ahead.
    private static let microseconds: UInt32 = 20_000
    private static let adapter = ReferenceAdapter()

    func run() async {
        _ = Wire.read()
        guard case .object(var hello) = Self.adapter.hello else { return }
        hello["in_flight"] = .integer(self == .answersSlowly ? 1 : Self.inFlight)
        Wire.write(.object(hello))
        while case let requests = Wire.readAll(atMost: Self.inFlight), !requests.isEmpty { await answer(requests) }
    }

    private func answer(_ requests: [JSON]) async {
        var results: [JSON] = []
        let requests = requests.filter { $0["op"] == "case" }
        for request in requests { results.append(await Self.adapter.answer(request)) }
        switch self {
        case .answersInReverse: results.reverse()
        case .answersSlowly: usleep(Self.microseconds)
        case .diesAtRandom: if Int.random(in: 0..<60) == 0 { _exit(9) }
        case .diesOfOneCase: if requests.contains(where: Self.isFatal) { _exit(9) }
        case .diesInCompany: if requests.count > 1 { _exit(9) }
        case .failsInCompany: if requests.count > 1 { results = requests.map { Wire.result(to: $0, sending: []) } }
        }
        for result in results { Wire.write(result) }
    }

    /// The case of the vector `response/content/one-byte`.
    private static func isFatal(_ request: JSON) -> Bool { request["response"]?["content"]?["bytes"]?["base64"] == "/w==" }
}
