import ConformanceKit
import Foundation
import OrderedJSON
import Testing

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
        let files = try FixtureFolder()
        defer { files.remove() }
        let read = try SampleSuite.read(["files": ["l": ["link": "d/f"], "d/f": ["content": "x"], "e": ["directory": true]]])
        let content = try files.with(read.vectors[0].files) { try? String(contentsOfFile: $0 + "/l", encoding: .utf8) }
        #expect(content == "x")
    }

    @Test(arguments: ["nothing", "content", "another file", "mode", "no time"])
    func `files serve the next vector with the same ones, unless somebody changed them`(change: String) throws {
        let folder = try FixtureFolder()
        defer { folder.remove() }
        let times: JSON = change == "no time" ? .null : ["modified": 5]
        let file = JSON.object(JSONObject([.init(name: "content", value: "x")] + (times.objectValue?.members ?? [])))
        let fixtures = try SampleSuite.read(["files": ["d/f": file, "e": ["directory": true]]]).vectors[0].files
        let first = try folder.make(fixtures)
        let second = try folder.make(fixtures)
        #expect(first.path != second.path)
        let path = first.path + "/d/f"
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "x")
        switch change {
        case "content": try Data("y".utf8).write(to: URL(filePath: path))
        case "another file": try Data().write(to: URL(filePath: first.path + "/d/g"))
        case "mode": try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        default: break
        }
        folder.giveBack(first)
        let third = try folder.make(fixtures)
        #expect((third.path == first.path) == (change == "nothing"))
        #expect(try String(contentsOfFile: third.path + "/d/f", encoding: .utf8) == "x")
        #expect(FileManager.default.fileExists(atPath: path) == (change == "nothing"))
    }

    @Test func `vectors that change nothing share their files; one that writes has them alone`() throws {
        let folder = try FixtureFolder()
        defer { folder.remove() }
        let fixtures = try SampleSuite.read(["files": ["f": ["content": "x", "modified": 5]]]).vectors[0].files
        let (first, second) = (try folder.make(fixtures, shared: true), try folder.make(fixtures, shared: true))
        #expect(first.path == second.path)
        let writer = try folder.make(fixtures)
        #expect(writer.path != first.path)
        folder.giveBack(first)
        #expect(try folder.make(fixtures).path != second.path)
        try Data("y".utf8).write(to: URL(filePath: second.path + "/f"))
        folder.giveBack(second)
        #expect(!FileManager.default.fileExists(atPath: second.path))
        folder.giveBack(writer)
        let reader = try folder.make(fixtures, shared: true)
        #expect(reader.path == writer.path)
        let alone = try folder.make(fixtures)
        #expect(alone.path != reader.path)
    }

    @Test func `a file that nobody needs any more becomes another, unless somebody changed it`() throws {
        let folder = try FixtureFolder()
        defer { folder.remove() }
        func fixtures(_ name: String, _ content: JSON) throws -> [Fixture] {
            let file: JSON = ["content": content, "modified": 5]
            return try SampleSuite.read(["files": .object(JSONObject([.init(name: name, value: file)]))]).vectors[0].files
        }
        let first = try folder.make(try fixtures("long", "content"))
        let second = try folder.make(try fixtures("b", "y"), inPlaceOf: first)
        #expect(second.path == first.path)
        #expect(try FileManager.default.contentsOfDirectory(atPath: second.path) == ["b"])
        #expect(try String(contentsOfFile: second.path + "/b", encoding: .utf8) == "y")
        #expect(try folder.make(try fixtures("long", "content")).path != first.path)
        try Data("z".utf8).write(to: URL(filePath: second.path + "/c"))
        let third = try folder.make(try fixtures("d", "x"), inPlaceOf: second)
        #expect(third.path != second.path && !FileManager.default.fileExists(atPath: second.path))
    }
}
