package import AdapterProtocol
import OrderedJSON

/// What is wrong with an adapter, how to mend it, and where PROTOCOL.md says so.
package struct Diagnosis: Error, Sendable, Hashable {
    /// What it did, in a sentence without its full stop.
    package var problem: String
    /// What to change.
    package var remedy: String
    /// The section of PROTOCOL.md.
    package var section: Int
    /// Whether it does not even start.
    package var isNoStart = false
    /// Whether it was a signal that ended the conversation.
    package var isInterruption = false

    init(_ problem: String, mend remedy: String, section: Int) {
        self.problem = problem
        self.remedy = remedy
        self.section = section
    }

    /// The same problem in the situation in which it shows, with what mends it there.
    ///
    /// - Parameter situation: what the sentence begins with.
    func seen(_ situation: String, mend remedy: String, section: Int) -> Diagnosis {
        isInterruption ? self : Diagnosis(situation + problem, mend: remedy, section: section)
    }

    static var interruption: Diagnosis {
        var diagnosis = Diagnosis("interrupted", mend: "", section: 1)
        diagnosis.isInterruption = true
        return diagnosis
    }

    static func noStart(_ problem: String, mend remedy: String) -> Diagnosis {
        var diagnosis = Diagnosis(problem, mend: remedy, section: 2)
        diagnosis.isNoStart = true
        return diagnosis
    }

    /// What is wrong with a result that cannot be read.
    package init(result error: WireError) {
        self.init("its result cannot be read: \(error)", mend: error.remedy, section: error.section)
    }
}
