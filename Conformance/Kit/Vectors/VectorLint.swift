import OrderedJSON

/// What is wrong with vectors that all load: an id that is gone or was never published, or two vectors of one input.
package enum VectorLint {
    package enum Finding: Sendable, Hashable, CustomStringConvertible {
        /// A published id that no vector has, not even as an alias.
        case gone(String)
        /// A vector whose id is not published.
        case unpublished(String)
        /// `ids.txt` is not sorted, or has a name twice.
        case unsorted
        /// Two vectors have the same input, and there is a release for which both hold.
        case sameInput(String, String)

        package var description: String {
            switch self {
            case .gone(let name): "\(name) is in ids.txt, and no vector has that id; ids are permanent, so keep it in 'aliases'"
            case .unpublished(let name): "\(name) is not in ids.txt; conformance-run lint --add-ids adds it"
            case .unsorted: "ids.txt is not sorted, or has a name twice; conformance-run lint --add-ids sorts it"
            case .sameInput(let first, let second):
                "\(second) has the input of \(first), and 'releases' of both hold the same release; drop one, or let them meet"
            }
        }
    }

    /// Everything that is wrong, ids before inputs, each in the order of the vectors.
    package static func findings(in library: VectorLibrary, published: PublishedIDs) -> [Finding] {
        let vectors = library.vectors
        let known = Set(vectors.flatMap { [$0.name] + $0.aliases })
        let listed = Set(published.names)
        return published.names.filter { !known.contains($0) }.map(Finding.gone)
            + vectors.map(\.name).filter { !listed.contains($0) }.map(Finding.unpublished)
            + (published.isSorted ? [] : [.unsorted])
            + sameInputs(vectors)
    }

    /// What an implementation is given: equal inputs cannot have two right answers.
    private struct Input: Hashable {
        var request: JSON
        var files: Set<Fixture>
        var filesBefore: Set<Fixture>?
    }

    private static func sameInputs(_ vectors: [Vector]) -> [Finding] {
        var byInput: [Input: [Vector]] = [:]
        var findings: [Finding] = []
        for vector in vectors {
            let input = Input(request: vector.request, files: Set(vector.files), filesBefore: vector.filesBefore.map(Set.init))
            for other in byInput[input, default: []] where other.releases.overlap(vector.releases) {
                findings.append(.sameInput(other.name, vector.name))
            }
            byInput[input, default: []].append(vector)
        }
        return findings
    }
}
