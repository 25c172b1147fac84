/// Times in nanoseconds with a ticket each, of which the earliest is at hand, and of equal ones that with the lowest ticket: a
/// binary heap.
struct DeadlineHeap {
    private var entries: [(time: UInt64, ticket: Int)] = []

    var count: Int { entries.count }
    var first: (time: UInt64, ticket: Int)? { entries.first }

    mutating func insert(_ time: UInt64, _ ticket: Int) {
        entries.append((time, ticket))
        var child = entries.count - 1
        while child > 0, entries[child] < entries[(child - 1) / 2] {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func removeFirst() {
        entries.swapAt(0, entries.count - 1)
        entries.removeLast()
        sink(0)
    }

    /// Leaves out those whose ticket is of no use.
    mutating func keep(_ isUsed: (Int) -> Bool) {
        entries.removeAll { !isUsed($0.ticket) }
        for parent in (0..<entries.count / 2).reversed() { sink(parent) }
    }

    private mutating func sink(_ start: Int) {
        var parent = start
        while true {
            let children = (2 * parent + 1..<2 * parent + 3).filter { $0 < entries.count }
            guard let least = children.min(by: { entries[$0] < entries[$1] }),
                entries[least] < entries[parent]
            else { return }
            entries.swapAt(least, parent)
            parent = least
        }
    }
}
