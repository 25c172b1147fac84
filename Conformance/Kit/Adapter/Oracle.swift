import AdapterProtocol
import FoundationEssentials
import Locking
package import OrderedJSON
import VectorSuites

/// An implementation whose answers are what every other must answer too.
package struct Oracle: Sendable {
    fileprivate let implementation: any OracleImplementation
    package let hello: Hello

    /// - Throws: `AdapterFault` where its hello is none.
    package init(_ implementation: any OracleImplementation) throws(AdapterFault) {
        self.implementation = implementation
        do { hello = try Hello(implementation.hello) } catch { throw .badHello(error) }
    }
}

/// An implementation that writes its results itself, which spares the oracle a tree of each.
package protocol OracleImplementation: SimulatedImplementation {
    /// The result for a case as a line, without its line feed; whether it is no answer, but an `error` or in part `unsupported`.
    func writtenAnswer(
        _ request: JSON,
        in environment: SimulatedEnvironment
    ) async -> (line: [UInt8], isRefusal: Bool)
}

/// An oracle at work on the thread that asks it, in simulated time that begins now.
package final class OracleSession {
    /// How long the oracle may compute, in seconds: longer than any adapter has.
    private static let limit = 60.0
    private static let beginning = Array(#"{"op":"result","#.utf8)

    private let oracle: Oracle
    private var simulation = Simulation()

    package init(_ oracle: Oracle) { self.oracle = oracle }

    /// What the oracle says of a case. Blocks.
    package func answer(_ request: JSON) throws(AdapterFault) -> Answer {
        if simulation.isSpent { simulation = Simulation() }
        let environment = SimulatedEnvironment(simulation, startDate: Date())
        let sent = environment.now
        let (line, isRefusal) = try simulation.result(atMost: .seconds(Self.limit)) { [implementation = oracle.implementation] in
            await implementation.writtenAnswer(request, in: environment)
        }
        return Answer(
            line: line,
            text: !isRefusal && line.starts(with: Self.beginning) ? line.dropFirst(Self.beginning.count) : nil,
            callCount: request.callCount,
            sent: sent,
            answered: environment.now,
            duration: environment.elapsed
        )
    }
}
