import ConformanceKit
import FoundationEssentials

/// Writes suite files in their canonical form, or says which are not.
enum FormatCommand {
    static func run(_ options: FormatOptions) throws -> ConformanceRun.Status {
        var isCanonical = true
        for path in options.files {
            let old = try String(contentsOf: URL(filePath: path), encoding: .utf8)
            let new: String
            do { new = try SuiteFormat.canonical(old) } catch { throw UsageError("\(path): \(error)") }
            guard new != old else { continue }
            isCanonical = false
            if options.check {
                ConformanceRun.complain("\(path) is not in canonical form; run conformance-run fmt on it")
            } else {
                try FileInPlace.write(new, to: path)
            }
        }
        return isCanonical || !options.check ? .gateHolds : .gateDoesNotHold
    }
}
