import Glibc

/// Objects that were read before, for documents that say mostly the same at some depth: to compare one takes a tenth of the time that it takes
/// to read it, and to let go of it none.
package final class RecentObjects {
    /// How many are kept, and how long their texts are, in bytes: to keep others is not worth it.
    private static let limit = 32
    private static let lengths = 128...1024

    private struct Place {
        var length: Int
        /// Whether it was met since its turn to be replaced.
        var wasMet = false
    }

    /// How many arrays and objects are around them.
    let depth: Int
    private var places: [Place] = []
    private var objects: [JSONObject] = []
    /// Their texts, with the same room for each.
    private var texts: [UInt8] = []
    /// Whose turn it is to be replaced.
    private var turn = 0

    /// - Parameter depth: how many arrays and objects are around them.
    package init(depth: Int) { self.depth = depth }

    /// The object that stands at the beginning of a text, if it is one of these, and its length.
    func object(at text: UnsafeRawBufferPointer) -> (object: JSONObject, length: Int)? {
        let known = texts.withUnsafeBytes { texts -> Int? in
            guard let start = text.baseAddress, let kept = texts.baseAddress else { return nil }
            for index in places.indices where places[index].length <= text.count {
                if memcmp(kept + index * Self.lengths.upperBound, start, places[index].length) == 0 { return index }
            }
            return nil
        }
        guard let known else { return nil }
        places[known].wasMet = true
        return (objects[known], places[known].length)
    }

    /// Keeps an object that was read, in place of one that was not met for long.
    func insert(_ object: JSONObject, written text: UnsafeBufferPointer<UInt8>) {
        guard Self.lengths.contains(text.count) else { return }
        let start = turn * Self.lengths.upperBound
        if turn == places.count {
            places.append(Place(length: text.count))
            objects.append(object)
            texts += [UInt8](repeating: 0, count: Self.lengths.upperBound)
        } else if places[turn].wasMet {
            places[turn].wasMet = false
            return passTurn()
        } else {
            places[turn] = Place(length: text.count)
            objects[turn] = object
        }
        texts.replaceSubrange(start..<start + text.count, with: text)
        passTurn()
    }

    private func passTurn() { turn = (turn + 1) % Self.limit }
}
