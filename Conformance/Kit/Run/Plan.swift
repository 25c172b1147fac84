/// The vectors of a run, each as often as it is run, in the order of the report. A vector takes more memory than a place in a list.
struct Plan: RandomAccessCollection, Sendable {
    private let vectors: [Vector]
    private let places: [Int32]

    /// Those of the vectors for which the condition holds.
    init(_ vectors: [Vector], _ order: RunOrder, where isPlanned: (Vector) -> Bool) {
        let isPlaced = vectors.map(isPlanned)
        self.vectors = vectors
        places = order.places(of: vectors.count).filter { isPlaced[Int($0)] }
    }

    var startIndex: Int { 0 }
    var endIndex: Int { places.count }

    subscript(position: Int) -> Vector { vectors[Int(places[position])] }
}
