import ASGI
import AdapterProtocol
import FoundationEssentials
import Locking
import OrderedJSON
import StarletteResponses

/// One case from its construction to its result (PROTOCOL.md §3 to §5).
struct CaseRun {
    private let request: JSON
    private let now: Date?
    private let context: CaseContext
    private let streams: StreamKeeper

    /// - Throws: `WireError` for a case that is not as PROTOCOL.md has it.
    init(_ request: JSON, _ environment: CaseEnvironment) throws {
        self.request = request
        now = try request["clock"].map { try Arguments.date($0) }
        let calls = request["calls"]?.arrayValue ?? []
        context = CaseContext(environment, serverShutsDown: calls.contains { $0["shutdown_after_sends"] != nil })
        streams = StreamKeeper(context: context)
    }

    /// Constructs the response and calls it.
    func result() async throws -> CaseResult {
        guard let calls = request["calls"]?.arrayValue else { throw WireError("a case has \"calls\", an array") }
        var response: MadeResponse
        do {
            let background = try BackgroundScript.background(request["background"], recordingIn: context.transcript)
            response = try await ResponseFactory(background: background, streams: streams, context: context).make(
                request["response"] ?? .null
            )
        } catch {
            return CaseResult(construct: try Outcome(error))
        }
        if let failure = try perform(request["actions"], on: &response) { return CaseResult(construct: failure) }

        var outcomes: [Outcome] = []
        for call in calls {
            context.transcript.beginCall()
            outcomes.append(try await run(call, on: &response))
        }
        await streams.finalize()
        return CaseResult(construct: .returned, calls: outcomes, transcript: context.transcript)
    }

    /// Does actions in order; the outcome of the first that throws, or nil.
    private func perform(_ actions: JSON?, on response: inout MadeResponse) throws -> Outcome? {
        for (index, json) in (actions?.arrayValue ?? []).enumerated() {
            do {
                let date = context.environment.now()
                try Action(json).perform(on: &response, now: now ?? date, written: date)
            } catch {
                return try Outcome(error, action: index)
            }
        }
        return nil
    }

    private func run(_ call: JSON, on response: inout MadeResponse) async throws -> Outcome {
        if let failure = try perform(call["actions"], on: &response) { return failure }
        let scope: Scope
        let script: CallScript
        do {
            scope = try ScopeWire.decode(call["scope"] ?? .null)
            script = try CallScript(call)
        } catch {
            return try Outcome(error)
        }
        let driver = CallDriver(script: script, context: context)
        context.begin(driver)
        var failure: (any Error)?
        driver.begin()
        if driver.cancelsCall {
            let calling = Calling(response: response)
            await driver.runCancellable { await calling.call(scope, driver.receive, driver.send) }
            (response, failure) = (calling.response, calling.error)
        } else {
            do { try await response(scope, driver.receive, driver.send) } catch { failure = error }
        }
        let wasCancelled = await driver.end()
        guard let failure else { return .returned }
        return wasCancelled && failure is CancellationError ? .cancelled : try Outcome(failure)
    }
}

/// How a case ended.
struct CaseResult {
    let construct: Outcome
    var calls: [Outcome] = []
    /// The events of the calls.
    var transcript = Transcript()

    /// Whether any part was not supported.
    var isUnsupported: Bool { construct.isUnsupported || calls.contains(where: \.isUnsupported) }

    /// Writes the members `construct` and `calls` of the result (PROTOCOL.md §5).
    func write(to writer: inout JSONWriter) {
        writer.name("construct")
        construct.write(to: &writer)
        writer.name("calls")
        writer.beginArray()
        for (index, outcome) in calls.enumerated() {
            writer.beginObject()
            writer.name("events")
            writer.beginArray()
            writer.elements(written: transcript.events(ofCall: index))
            writer.endArray()
            writer.name("outcome")
            outcome.write(to: &writer)
            writer.endObject()
        }
        writer.endArray()
    }
}

/// A response on its way through a task of its own that calls it, which may change it.
private final class Calling: Sendable {
    private let state: Locked<(response: MadeResponse, error: (any Error)?)>

    init(response: MadeResponse) {
        state = Locked((response, nil))
    }

    var response: MadeResponse { state.withLock { $0.response } }
    var error: (any Error)? { state.withLock { $0.error } }

    func call(_ scope: Scope, _ receive: @escaping Receive, _ send: @escaping Send) async {
        var response = response
        var failure: (any Error)?
        do { try await response(scope, receive, send) } catch { failure = error }
        let (changed, error) = (response, failure)
        state.withLock { $0 = (changed, error) }
    }
}
