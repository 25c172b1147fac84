import AdapterProtocol
import OrderedJSON
import Runs
import VectorSuites

/// Generated cases as the vectors of a run, which an oracle gives their expectations.
struct GeneratedVectors: VectorSource {
    let generator: CaseGenerator
    /// The numbers of the cases.
    let numbers: Range<Int>

    /// A run may end before the last.
    var count: Int? { nil }

    func vector(at position: Int) -> Vector? {
        guard position < numbers.count else { return nil }
        let number = numbers.lowerBound + position
        do { return try generator.makeCase(number).vector(name: "generated/\(number)") } catch {
            preconditionFailure("case \(number) of seed \(generator.seed) can't be generated: \(error)")
        }
    }
}

extension GeneratedCase {
    /// The case as a vector without an expectation.
    func vector(name: String) throws(VectorError) -> Vector {
        try Vector(name: name, request: try request(), files: try fixtures())
    }
}
