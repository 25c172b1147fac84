import AdapterProtocol
package import FoundationEssentials
package import OrderedJSON

/// What an implementation answered to one case. Nothing of it is read before somebody asks for the transcript.
package struct Answer: Sendable {
    private enum Form: Sendable {
        case line([UInt8])
        case value(JSON)
    }

    private let form: Form
    private let callCount: Int
    private let sent: Date
    private let answered: Date
    /// How long the implementation took.
    package let duration: Duration

    /// The members after `op` and `id`, and the end of the object, as they were written; nil if they weren't, or stand elsewhere.
    package let text: ArraySlice<UInt8>?

    /// A line of an adapter.
    ///
    /// - Parameter text: see the property.
    package init(line: [UInt8], text: ArraySlice<UInt8>?, callCount: Int, sent: Date, answered: Date = Date(), duration: Duration)
    {
        form = .line(line)
        self.text = text
        self.callCount = callCount
        self.sent = sent
        self.answered = answered
        self.duration = duration
    }

    /// A result that nobody wrote, or that has been read.
    package init(_ value: JSON, callCount: Int, sent: Date, answered: Date = Date(), duration: Duration) {
        form = .value(value)
        text = nil
        self.callCount = callCount
        self.sent = sent
        self.answered = answered
        self.duration = duration
    }

    /// What the answer says.
    ///
    /// - Throws: `AdapterFault.reported` where the implementation says that it failed itself; `.protocolError` where the answer isn't a result.
    package func transcript() throws(AdapterFault) -> Transcript {
        let value: JSON
        switch form {
        case .value(let read): value = read
        case .line(let line):
            do { value = try JSON(utf8: line) } catch { throw .protocolError(.notJSON(error, line: LineExcerpt(line))) }
        }
        return try Transcript(value, callCount: callCount, sent: sent, answered: answered, duration: duration)
    }

    /// Whether both are written alike, byte for byte; false also where that isn't known.
    package func isWritten(as other: Answer) -> Bool {
        guard let text, let other = other.text else { return false }
        return text == other
    }
}
