import AdapterProtocol
import Foundation
import Runs
import Testing
import VectorSuites

/// Folders that vectors with the same files share.
@Suite struct FixtureStoreTests {
    /// A file of a name and content of its own.
    private func file(_ number: Int) -> [Fixture] {
        [Fixture(name: "\(number).txt", content: .file(.text("content \(number)"), modified: 0))]
    }

    private func content(_ folder: FixtureFolder, _ number: Int) -> String? {
        try? String(contentsOfFile: "\(folder.path)/\(number).txt", encoding: .utf8)
    }

    @Test func `a vector keeps its files until it gives them back, however many others come`() throws {
        let store = try FixtureStore()
        defer { store.remove() }
        let held = try store.folder(with: file(0), shared: true)
        let shared = try store.folder(with: file(0), shared: true)
        #expect(shared.path == held.path)
        store.giveBack(shared)
        for number in 1...300 {
            let folder = try store.folder(with: file(number), shared: true)
            #expect(content(folder, number) == "content \(number)")
            store.giveBack(folder)
        }
        #expect(content(held, 0) == "content 0")
        let root = (held.path as NSString).deletingLastPathComponent
        #expect(try FileManager.default.contentsOfDirectory(atPath: root).count < 100, "old folders are removed")
    }

    @Test func `a file may begin with zeros that take no room`() throws {
        let store = try FixtureStore()
        defer { store.remove() }
        let sparse = Fixture(name: "a", content: .sparse(zeros: 1 << 32, .text("end"), modified: 0))
        let folder = try store.folder(with: [sparse])
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: "\(folder.path)/a"))
        try file.seek(toOffset: (1 << 32) - 1)
        #expect(try file.readToEnd() == Data([0]) + Data("end".utf8))
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/a")
        #expect(attributes[.size] as? Int == (1 << 32) + 3)
    }

    @Test func `files that were given back can be had again`() throws {
        let store = try FixtureStore()
        defer { store.remove() }
        for number in Array(0..<100) + Array(0..<100) {
            let folder = try store.folder(with: file(number), shared: true)
            #expect(content(folder, number) == "content \(number)")
            store.giveBack(folder)
        }
    }
}
