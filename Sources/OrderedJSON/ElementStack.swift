/// Values that are pushed one by one and popped together, as an array of exactly that many.
///
/// An array that grows element by element moves them several times, and keeps room for more than there will be.
struct ElementStack<Element>: ~Copyable {
    private var storage: UnsafeMutablePointer<Element>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int = 24) {
        self.capacity = capacity
        storage = .allocate(capacity: capacity)
    }

    deinit {
        storage.deinitialize(count: count)
        storage.deallocate()
    }

    mutating func push(_ element: consuming Element) {
        if count == capacity { grow() }
        (storage + count).initialize(to: element)
        count += 1
    }

    /// The values from an index on, valid until the next push or pop.
    func top(from start: Int) -> UnsafeBufferPointer<Element> {
        UnsafeBufferPointer(start: storage + start, count: count - start)
    }

    /// Removes the values from an index on.
    mutating func pop(from start: Int) -> [Element] {
        var popped: [Element] = []
        popped.reserveCapacity(count - start)
        for index in start..<count { popped.append((storage + index).move()) }
        count = start
        return popped
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: 2 * capacity)
        larger.moveInitialize(from: storage, count: count)
        storage.deallocate()
        (storage, capacity) = (larger, 2 * capacity)
    }
}
