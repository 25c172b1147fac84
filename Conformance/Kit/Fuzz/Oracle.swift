import AdapterProtocol
import FoundationEssentials
import Locking
package import OrderedJSON

/// An implementation whose transcript is what every other must say too.
package struct Oracle: Sendable {
    fileprivate let implementation: any OracleImplementation
    package let hello: Hello

    /// - Throws: `AdapterFault` where its hello is none.
    package init(_ implementation: any OracleImplementation) throws(AdapterFault) {
        self.implementation = implementation
        do { hello = try Hello(implementation.hello) } catch { throw .badHello(reason: error.description) }
    }
}

/// An oracle at work on the thread that asks it, in simulated time that begins now.
final class OracleSession {
    /// How long the oracle may compute, in seconds: longer than any adapter has.
    private static let limit = 60.0

    private let oracle: Oracle
    private var simulation = Simulation()

    init(_ oracle: Oracle) { self.oracle = oracle }

    /// What the oracle says of a case. Blocks.
    func answer(_ request: JSON) throws(AdapterFault) -> OracleAnswer {
        if simulation.isSpent { simulation = Simulation() }
        let environment = SimulatedEnvironment(simulation, startDate: Date())
        let sent = environment.now
        let (line, isRefusal) = try simulation.result(atMost: .seconds(Self.limit)) { [implementation = oracle.implementation] in
            await implementation.writtenAnswer(request, in: environment)
        }
        return OracleAnswer(line, isRefusal: isRefusal, sent: sent, answered: environment.now, duration: environment.elapsed)
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

/// What the oracle says of a case, as text, which is read only when somebody wants to know.
struct OracleAnswer: Sendable {
    private static let beginning = Array(#"{"op":"result","#.utf8)

    private let line: [UInt8]
    private let sent: Date
    private let answered: Date
    private let duration: Duration
    /// The members after `id` and the end of the object, as an adapter that says the same may have written them; nil where the oracle
    /// does not know.
    let text: ArraySlice<UInt8>?

    init(_ line: [UInt8], isRefusal: Bool, sent: Date, answered: Date, duration: Duration) {
        self.line = line
        self.sent = sent
        self.answered = answered
        self.duration = duration
        text = !isRefusal && line.starts(with: Self.beginning) ? line.dropFirst(Self.beginning.count) : nil
    }

    func transcript(of request: JSON) throws(AdapterFault) -> Transcript {
        let result: JSON
        do { result = try JSON(utf8: line) } catch {
            throw .protocolError(reason: "the reference's answer is no JSON (\(error))")
        }
        return try Transcript(result, callCount: request.callCount, sent: sent, answered: answered, duration: duration)
    }
}

extension Oracle {
    /// The vectors with the oracle's transcript as their expectation, where both it and the adapter claim what their cases need.
    ///
    /// Files without a time of their own get one, for they are made anew for the adapter. Blocks.
    ///
    /// - Parameter other: the hello of the adapter that is compared.
    /// - Throws: `OracleError` for a case that the oracle itself fails at.
    package func expectations(for vectors: [Vector], comparedWith other: Hello) throws -> (comparable: [Vector], others: [Vector])
    {
        let claimed = vectors.filter { hello.unclaimed(by: $0) == nil }
        let files = try FixtureFolder()
        defer { files.remove() }
        let session = OracleSession(self)
        let showsStreamEvents = other.features.contains("stream.events")
        let comparable = try claimed.map { try Self.expecting($0, showsStreamEvents, files, session) }
        return (comparable, vectors.filter { hello.unclaimed(by: $0) != nil })
    }

    private static func expecting(
        _ vector: Vector,
        _ showsStreamEvents: Bool,
        _ files: FixtureFolder,
        _ session: OracleSession
    ) throws -> Vector {
        var vector = vector
        vector.files = vector.files.map(\.withFixedTime)
        let place = try files.make(vector.files)
        defer { files.giveBack(place) }
        do {
            let request = try Template.substitute(["files": place.path], in: vector.request, keepingOthers: false)
            let transcript = try session.answer(request).transcript(of: request)
            if let reason = transcript.unsupported { throw OracleError(vector: vector.name, reason: "unsupported: \(reason)") }
            let form = OracleExpectation(request: request, folder: place.path, showsStreamEvents: showsStreamEvents)
            let comparable = transcript.comparable(withStreamEvents: showsStreamEvents)
            vector.expect = try form.json(of: comparable, files: vector.files)
            vector.breaks = ASGIRules.broken(by: transcript, request: request)
            return vector
        } catch let error as OracleError { throw error } catch {
            throw OracleError(vector: vector.name, reason: "\(error)")
        }
    }
}

/// A case at which the oracle itself fails, which is a bug of it or of the case.
package struct OracleError: Error, CustomStringConvertible {
    package let vector: String
    package let reason: String

    package var description: String { "the reference has no answer to \(vector): \(reason)" }
}

extension Fixture {
    /// The file with a time that does not depend on when it is made.
    var withFixedTime: Fixture {
        guard case .file(let bytes, nil) = content else { return self }
        return Fixture(name: name, content: .file(bytes, modified: 1_577_836_800))
    }
}
