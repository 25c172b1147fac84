package import AdapterDoctor
import TextFormats

/// What the doctor finds, for people: a line a step, and under the first that fails what is wrong and how to mend it.
package struct DoctorReport {
    private let write: (String) -> Void

    package init(write: @escaping (String) -> Void) { self.write = write }

    package func consume(_ event: Doctor.Event) {
        switch event {
        case .passed(let step, let note): line("ok", step, note)
        case .advised(let step, let advice): line("NOTE", step, advice)
        case .sick(let step, let diagnosis, let wrote, let standardError):
            line("SICK", step, diagnosis.problem)
            if diagnosis.isInterruption { return }
            line("", "to mend it", "\(diagnosis.remedy) (PROTOCOL.md §\(diagnosis.section))")
            if !wrote.isEmpty { line("", "it wrote", wrote) }
            for (index, text) in StandardErrorExcerpt.lines(of: standardError, atMost: 12).enumerated() {
                line("", index == 0 ? "stderr" : "", PrintableText.escaped(text))
            }
        }
    }

    /// The last line.
    package func end(_ diagnosis: Diagnosis?) { write(diagnosis == nil ? "The adapter is healthy.\n" : "The adapter is sick.\n") }

    private func line(_ word: String, _ step: String, _ text: String) {
        write("\(word.padded(to: 4))  \(step.padded(to: 18))  \(text)\n")
    }
}
