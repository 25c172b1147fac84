import ASGI
import AdapterProtocol
import FoundationEssentials
import Locking
import OrderedJSON
import StarletteResponses

/// One case from its construction to its result (PROTOCOL.md §3 to §5).
struct CaseRun {
    private let given: Case
    private let now: Date?
    private let context: CaseContext
    private let streams: StreamKeeper

    init(_ given: Case, _ environment: CaseEnvironment) throws {
        self.given = given
        now = given.clock?.date
        context = CaseContext(environment, serverShutsDown: given.calls.contains { $0.shutdownAfterSends != nil })
        streams = StreamKeeper(context: context)
    }

    /// Constructs the response and calls it.
    func result() async throws -> WrittenResult {
        var response: MadeResponse
        do {
            let background = BackgroundScript.background(given.background, recordingIn: context.transcript)
            response = try await ResponseFactory(background: background, streams: streams, context: context).make(given.response)
        } catch {
            return WrittenResult(construct: try Outcome(error))
        }
        if let failure = try perform(given.actions, on: &response) { return WrittenResult(construct: failure) }

        for call in given.calls {
            context.transcript.beginCall()
            context.transcript.endCall(try await run(call, on: &response))
        }
        await streams.finalize()
        return WrittenResult(construct: .returned, calls: context.transcript.written)
    }

    /// What has happened until now, without an outcome of what is under way.
    var soFar: WrittenResult {
        let calls = context.transcript.written
        return WrittenResult(construct: calls.isEmpty ? nil : .returned, calls: calls)
    }

    /// Does actions in order; the outcome of the first that throws, or nil.
    private func perform(_ actions: [Case.Action]?, on response: inout MadeResponse) throws -> Outcome? {
        for (index, action) in (actions ?? []).enumerated() {
            do {
                let date = context.environment.now()
                try action.perform(on: &response, now: now ?? date, written: date)
            } catch {
                return try Outcome(error, action: index)
            }
        }
        return nil
    }

    private func run(_ call: Case.Call, on response: inout MadeResponse) async throws -> Outcome {
        if let failure = try perform(call.actions, on: &response) { return failure }
        let scope: Scope
        let script: CallScript
        do {
            scope = try ScopeWire.decode(call.scope)
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
        } else if context.environment.isStrict {
            var strict = Strict(response)
            do { try await strict(scope, driver.receive, driver.send) } catch { failure = error }
            response = strict.application
        } else {
            do { try await response(scope, driver.receive, driver.send) } catch { failure = error }
        }
        let wasCancelled = await driver.end()
        guard let failure else { return .returned }
        return wasCancelled && failure is CancellationError ? .cancelled : try Outcome(failure)
    }
}

/// How a case ended, with the events of its calls as they were written down.
struct WrittenResult {
    /// How construction ended; nil for not yet.
    var construct: Outcome?
    var calls: [Transcript.WrittenCall] = []

    /// Whether any part was not supported.
    var isUnsupported: Bool { ([construct] + calls.map(\.outcome)).contains { $0?.isUnsupported == true } }

    /// The result where what is under way is given up.
    func givenUp(leaked: Bool) -> WrittenResult {
        var result = self
        if construct == nil { result.construct = .gaveUp(leaked: leaked) }
        if let last = calls.last {
            // Where every call has ended, it's the streams that don't.
            result.calls[calls.count - 1] = Transcript.WrittenCall(events: last.events, outcome: .gaveUp(leaked: leaked))
        }
        return result
    }

    /// Writes the members `construct` and `calls` of the result (PROTOCOL.md §5).
    func write(to writer: inout JSONWriter) {
        writer.name("construct")
        construct?.write(to: &writer)
        writer.name("calls")
        writer.beginArray()
        for call in calls {
            writer.beginObject()
            writer.name("events")
            writer.beginArray()
            writer.elements(written: call.events)
            writer.endArray()
            writer.name("outcome")
            call.outcome?.write(to: &writer)
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
