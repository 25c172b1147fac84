import Glibc
import OrderedJSON
import Testing

/// Deep nesting ends in an error, never in a crash, also where a thread's stack is small.
@Suite struct DepthTests {
    #if DEBUG
        private static let stack = 1 << 20
    #else
        private static let stack = 256 << 10
    #endif
    private static let shapes = [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")]

    private func nested(_ depth: Int, _ open: String, _ close: String, around core: String) -> String {
        String(repeating: open, count: depth) + core + String(repeating: close, count: depth)
    }

    @Test(arguments: ["[]", "{}"])
    func `arrays and objects nest 128 deep, and no deeper`(innermost: String) throws {
        #expect(throws: Never.self) { try JSON(parsing: nested(127, "[", "]", around: innermost)) }
        #expect(throws: Never.self) { try JSON(parsing: nested(127, "{\"a\":", "}", around: innermost)) }
        for (open, close) in Self.shapes.prefix(2) {
            let error = try #require(throws: JSONError.self) { try JSON(parsing: nested(128, open, close, around: innermost)) }
            #expect(error.reason == .tooDeep(limit: 128))
        }
    }

    @Test func `a scalar may stand in the deepest array`() throws {
        #expect(throws: Never.self) { try JSON(parsing: nested(128, "[", "]", around: "1")) }
        #expect(throws: JSONError.self) { try JSON(parsing: nested(129, "[", "]", around: "1")) }
    }

    @Test func `breadth is not depth`() throws {
        #expect(
            try JSON(parsing: "[" + Array(repeating: "[[]]", count: 2000).joined(separator: ",") + "]").arrayValue?.count == 2000
        )
    }

    @Test(arguments: [10_000, 1_000_000])
    func `brackets without end are refused at the limit`(count: Int) throws {
        for (open, _) in Self.shapes {
            let error = try #require(throws: JSONError.self) { try JSON(parsing: String(repeating: open, count: count)) }
            #expect(error.reason == .tooDeep(limit: 128))
        }
    }

    @Test func `the deepest document is read, written, compared and laid out on a small stack`() throws {
        for (open, close) in Self.shapes {
            let depth = 128 / (open.hasPrefix("[{") ? 2 : 1)
            let document = nested(depth, open, close, around: "1")
            let isSame = onStack(ofBytes: Self.stack) { () -> Bool in
                guard let value = try? JSON(parsing: document), let again = try? JSON(parsing: value.laidOut(width: 20)) else {
                    return false
                }
                return value == again && value.hashValue == again.hashValue && value.text == document
            }
            #expect(isSame)
            let endless = String(repeating: open, count: 100_000)
            #expect(onStack(ofBytes: Self.stack) { (try? JSON(parsing: endless)) == nil })
        }
    }

    /// Runs a body on a thread of its own with this much stack.
    private func onStack(ofBytes size: Int, _ body: @escaping @Sendable () -> Bool) -> Bool {
        final class Work {
            let body: () -> Bool
            var result = false

            init(_ body: @escaping () -> Bool) { self.body = body }
        }
        let work = Work(body)
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        guard pthread_attr_setstacksize(&attributes, size) == 0 else { return false }
        var thread = pthread_t()
        let status = pthread_create(
            &thread,
            &attributes,
            { argument in
                guard let argument else { return nil }
                let work = Unmanaged<Work>.fromOpaque(argument).takeUnretainedValue()
                work.result = work.body()
                return nil
            },
            Unmanaged.passUnretained(work).toOpaque()
        )
        guard status == 0 else { return false }
        pthread_join(thread, nil)
        return work.result
    }
}
