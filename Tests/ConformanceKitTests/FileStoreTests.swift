import Foundation
import OrderedJSON
import Testing

@testable import ConformanceKit

/// The files of generated cases.
@Suite struct FileStoreTests {
    /// A case with one file of a name and content of its own.
    private func generatedCase(_ number: Int) -> GeneratedCase {
        let file: JSON = ["content": .string("content \(number)"), "modified": 0]
        let files = JSON.object(JSONObject([.init(name: "\(number).txt", value: file)]))
        return GeneratedCase(className: "starlette.FileResponse", given: [:], files: files)
    }

    private func content(_ place: FileStore.Place, _ number: Int) -> String? {
        try? String(contentsOfFile: "\(place.path)/\(number).txt", encoding: .utf8)
    }

    @Test func `a case keeps its files until it gives them back, however many others come`() async throws {
        try await Blocking.run { Result { try keepsFiles() } }.get()
    }

    private func keepsFiles() throws {
        let folder = try FixtureFolder()
        defer { folder.remove() }
        let store = FileStore(folder)
        let held = try store.place(of: generatedCase(0))
        let shared = try store.place(of: generatedCase(0))
        #expect(shared.path == held.path)
        store.giveBack(shared)
        var paths: Set<String> = []
        for number in 1...1_000 {
            let place = try store.place(of: generatedCase(number))
            #expect(content(place, number) == "content \(number)")
            paths.insert(place.path)
            store.giveBack(place)
        }
        #expect(content(held, 0) == "content 0")
        #expect(paths.count < 100, "files are made anew where others could be written over")
    }

    @Test func `files that were given back can be had again`() throws {
        let folder = try FixtureFolder()
        defer { folder.remove() }
        let store = FileStore(folder)
        for number in Array(0..<100) + Array(0..<100) {
            let place = try store.place(of: generatedCase(number))
            #expect(content(place, number) == "content \(number)")
            store.giveBack(place)
        }
    }
}
