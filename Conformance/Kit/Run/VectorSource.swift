package import VectorSuites

/// Where a run takes its vectors from: files, a generator, or somebody who hands them in one by one.
package protocol VectorSource: Sendable {
    /// How many vectors must have a verdict when the run ends; nil where it is over when there are no more.
    var count: Int? { get }

    /// The vector at a position; nil after the last, and where it can't be made again. Adapters' threads call it, and it may block them.
    func vector(at position: Int) -> Vector?
}

/// The vectors of a run from files, each as often as it is run, in the order of the report. A vector takes more memory than a place in a list.
struct Plan: VectorSource {
    private let vectors: [Vector]
    private let places: [Int32]

    /// Those of the vectors for which the condition holds.
    init(_ vectors: [Vector], _ order: RunOrder, where isPlanned: (Vector) -> Bool) {
        let isPlaced = vectors.map(isPlanned)
        self.vectors = vectors
        places = order.places(of: vectors.count).filter { isPlaced[Int($0)] }
    }

    var count: Int? { places.count }

    func vector(at position: Int) -> Vector? { position < places.count ? vectors[Int(places[position])] : nil }

    /// The vectors that are run, each once.
    var planned: [Vector] { Set(places).sorted().map { vectors[Int($0)] } }
}

/// One vector, whatever releases it holds for.
package struct SingleVector: VectorSource {
    private let vector: Vector

    package init(_ vector: Vector) { self.vector = vector }

    package var count: Int? { 1 }

    package func vector(at position: Int) -> Vector? { position == 0 ? vector : nil }
}
