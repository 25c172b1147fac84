import OrderedJSON

/// What is wrong with vectors that all load: an id that is gone or was never published, or two vectors of one input.
package enum VectorLint {
    package enum Finding: Sendable, Hashable, CustomStringConvertible {
        /// A published id that no vector has, not even as an alias.
        case gone(String)
        /// A vector whose id is not published.
        case unpublished(String)
        /// A vector that isn't as it was when its edition was published.
        case changed(String, next: Int)
        /// A vector that was withdrawn, and is there.
        case withdrawn(String)
        /// A vector that is retired from an edition after the next.
        case retiredLater(String, next: Int)
        /// `ids.txt` is not sorted, or has a name twice.
        case unsorted
        /// Two vectors have the same input, and there is a release and an edition for which both hold.
        case sameInput(String, String)

        package var description: String {
            switch self {
            case .gone(let name):
                "\(name) is in ids.txt, and no vector has that id; ids are permanent, so keep it in 'aliases', or put 'withdrawn' in place of its digest if it was wrong"
            case .unpublished(let name): "\(name) is not in ids.txt; conformance-run lint --add-ids adds it"
            case .changed(let name, let next):
                "\(name) isn't what was published; keep it as it was with \"retired\": \(next), and give what it says now a new id; or, if it was wrong, take it out and put 'withdrawn' in place of its digest in ids.txt"
            case .withdrawn(let name): "\(name) was withdrawn; take it out, or give it a new id"
            case .retiredLater(let name, let next): "\(name) is retired from an edition after the next, which is \(next)"
            case .unsorted: "ids.txt is not sorted, or has a name twice; conformance-run lint --add-ids sorts it"
            case .sameInput(let first, let second):
                "\(second) has the input of \(first), and 'releases' of both hold the same release; drop one, or let them meet"
            }
        }
    }

    /// Everything that is wrong, ids before inputs, each in the order of the vectors.
    package static func findings(in library: VectorLibrary, published: PublishedVectors) -> [Finding] {
        let (vectors, editions) = (library.vectors, library.editions)
        let known = Set(vectors.flatMap { [$0.name] + $0.aliases })
        let gone = published.entries.filter { $0.digest != nil && !known.contains($0.name) }.map { Finding.gone($0.name) }
        let entries = vectors.compactMap { vector -> Finding? in
            guard let entry = published[vector.name] else { return .unpublished(vector.name) }
            guard let digest = entry.digest else { return .withdrawn(vector.name) }
            if let retired = vector.retired, retired > editions.next { return .retiredLater(vector.name, next: editions.next) }
            return digest == vector.digest ? nil : .changed(vector.name, next: editions.next)
        }
        return gone + entries + (published.isSorted ? [] : [.unsorted]) + sameInputs(vectors.filter { $0.retired == nil })
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
