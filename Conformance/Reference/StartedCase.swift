package import AdapterProtocol
package import OrderedJSON

/// A case that the reference has been given, from the first look at it to the line that answers it.
package struct StartedCase: Sendable {
    private let id: JSON?
    /// What the case is, or why it's none.
    private let run: Result<CaseRun, any Error>

    package init(_ request: JSON, in environment: CaseEnvironment) {
        id = request["id"]
        run = Result { try CaseRun(Case(json: request), environment) }
    }

    /// The result as a line, without its line feed; whether it is no answer, for the case is not as the protocol has it or
    /// any part of it is not supported.
    package func answer() async -> (line: [UInt8], isRefusal: Bool) {
        do { return try await written(run.get().result()) } catch let error as Unsupported {
            return written(WrittenResult(construct: .unsupported(reason: error.reason)))
        } catch {
            let line = line {
                $0.name("error")
                $0.string("\(error)")
            }
            return (line, true)
        }
    }

    /// What has happened so far; nil for a case that is none, which nobody has to wait for.
    package var givenUp: GivenUpCase? {
        guard case .success(let run) = run else { return nil }
        return GivenUpCase(result: run.soFar, line: line)
    }

    private func written(_ result: WrittenResult) -> (line: [UInt8], isRefusal: Bool) {
        (line(result.write), result.isUnsupported)
    }

    private func line(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("op")
        writer.string("result")
        if let id {
            writer.name("id")
            writer.value(id)
        }
        members(&writer)
        writer.endObject()
        return writer.bytes
    }
}

/// A case that hadn't ended in time, with what had happened until then.
package struct GivenUpCase: Sendable {
    private let result: WrittenResult
    private let line: @Sendable ((inout JSONWriter) -> Void) -> [UInt8]

    fileprivate init(result: WrittenResult, line: @escaping @Sendable ((inout JSONWriter) -> Void) -> [UInt8]) {
        (self.result, self.line) = (result, line)
    }

    /// The result as a line, without its line feed.
    ///
    /// - Parameter leaked: whether the case goes on, for nothing ended it.
    package func line(leaked: Bool) -> [UInt8] { line(result.givenUp(leaked: leaked).write) }
}
