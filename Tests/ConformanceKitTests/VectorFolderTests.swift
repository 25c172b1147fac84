import Foundation
import OrderedJSON
import Runs
import Testing
import VectorSuites

/// The files of a folder of vectors, and those that a vector has made.
@Suite struct VectorFolderTests {
    @Test func `a suite behind a link is read, and a link that leads back is refused`() async throws {
        let ending = try await Program.shell(
            """
            cp -r "$VECTORS" "$TMPDIR/v"; mv "$TMPDIR/v/response" "$TMPDIR/elsewhere"; ln -s ../elsewhere "$TMPDIR/v/response"
            "$RUNNER" --reference --vectors "$TMPDIR/v" | tail -n 1
            ln -s .. "$TMPDIR/v/response/back"; "$RUNNER" --reference --vectors "$TMPDIR/v"; rm -r "$TMPDIR"/*
            """
        )
        #expect(ending.output.hasPrefix("5 passed"), "\(ending)")
        #expect(ending.errors.contains("the link leads to a folder that it is in"), "\(ending)")
    }

    @Test(arguments: [("response/small.jsn", "its name does not end in .json"), ("small.json", "a suite is in a folder")])
    func `a file that may have been meant as a suite is not left out without a word`(name: String, sentence: String) async throws
    {
        let ending = try await Program.shell(
            """
            cp -r "$VECTORS" "$TMPDIR/v"; mv "$TMPDIR/v/response/small.json" "$TMPDIR/v/\(name)"
            "$RUNNER" --reference --vectors "$TMPDIR/v"; status=$?; rm -r "$TMPDIR"/*; exit $status
            """
        )
        #expect(ending.status == 2 && ending.errors.contains(sentence), "\(ending)")
    }

    @Test func `fmt keeps a link and the modes of its file`() async throws {
        let ending = try await Program.shell(
            """
            sed 's/^  *//' "$VECTORS/response/small.json" > "$TMPDIR/real.json"; chmod 640 "$TMPDIR/real.json"
            ln -s real.json "$TMPDIR/link.json"; "$RUNNER" fmt "$TMPDIR/link.json"
            cmp "$TMPDIR/real.json" "$VECTORS/response/small.json" && stat -c %a "$TMPDIR/real.json" && readlink "$TMPDIR/link.json"
            rm -r "$TMPDIR"/*
            """
        )
        #expect(ending.output == "640\nreal.json\n", "\(ending)")
    }

    @Test(
        arguments: [
            ["out": ["link": "/tmp"], "out/x": ["content": "x"]], ["a": ["content": "x"], "a/b": ["directory": true]],
            ["a": ["link": "b"], "a/c": ["link": "d"]],
        ] as [JSON]
    )
    func `a file that would be made through a link, or in a file, is refused`(files: JSON) {
        #expect(SampleSuite.error(["files": files])?.problem.contains("is no directory") == true)
        #expect(SampleSuite.error(suite: ["files": files])?.problem.contains("is no directory") == true)
    }

    @Test func `files beside a link are made, and the link leads where it says`() throws {
        let files = try FixtureStore()
        defer { files.remove() }
        let read = try SampleSuite.read(["files": ["l": ["link": "d/f"], "d/f": ["content": "x"], "e": ["directory": true]]])
        let folder = try files.folder(with: read.vectors[0].files)
        let content = try String(contentsOfFile: folder.path + "/l", encoding: .utf8)
        #expect(content == "x")
    }

    @Test(arguments: ["nothing", "content", "another file", "mode", "no time"])
    func `files serve the next vector with the same ones, unless somebody changed them`(change: String) throws {
        let store = try FixtureStore()
        defer { store.remove() }
        let times: JSON = change == "no time" ? .null : ["modified": 5]
        let file = JSON.object(JSONObject([.init(name: "content", value: "x")] + (times.objectValue?.members ?? [])))
        let fixtures = try SampleSuite.read(["files": ["d/f": file, "e": ["directory": true]]]).vectors[0].files
        let first = try store.folder(with: fixtures)
        let second = try store.folder(with: fixtures)
        #expect(first.path != second.path)
        let path = first.path + "/d/f"
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "x")
        switch change {
        case "content": try Data("y".utf8).write(to: URL(filePath: path))
        case "another file": try Data().write(to: URL(filePath: first.path + "/d/g"))
        case "mode": try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        default: break
        }
        store.giveBack(first)
        let third = try store.folder(with: fixtures)
        #expect((third.path == first.path) == (change == "nothing"))
        #expect(try String(contentsOfFile: third.path + "/d/f", encoding: .utf8) == "x")
        #expect(FileManager.default.fileExists(atPath: path) == (change == "nothing"))
    }

    @Test func `vectors that change nothing share their files; one that writes has them alone`() throws {
        let store = try FixtureStore()
        defer { store.remove() }
        let fixtures = try SampleSuite.read(["files": ["f": ["content": "x", "modified": 5]]]).vectors[0].files
        let (first, second) = (try store.folder(with: fixtures, shared: true), try store.folder(with: fixtures, shared: true))
        #expect(first.path == second.path)
        let writer = try store.folder(with: fixtures)
        #expect(writer.path != first.path)
        store.giveBack(first)
        #expect(try store.folder(with: fixtures).path != second.path)
        try Data("y".utf8).write(to: URL(filePath: second.path + "/f"))
        store.giveBack(second)
        #expect(!FileManager.default.fileExists(atPath: second.path))
        store.giveBack(writer)
        let reader = try store.folder(with: fixtures, shared: true)
        #expect(reader.path == writer.path)
        let alone = try store.folder(with: fixtures)
        #expect(alone.path != reader.path)
    }
}
