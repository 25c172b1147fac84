import Foundation
import Testing

/// What `replay` and `--trace` show.
@Suite struct ReplayTests {
    @Test func `replay shows the case, the wire, what happened, what was expected, and the verdict`() async throws {
        let ending = try await Program.shell(
            "\"$RUNNER\" replay response/small/text --vectors \"$VECTORS\" --adapter \"$ADAPTER\" -- constant"
        )
        #expect(ending.status == 1)
        for part in [
            "text is sent as UTF-8", "→ {\"op\":\"case\"", "← {\"op\":\"result\"", "header     \"content-length\": \"0\"",
            "the verdict: failed", "start.headers.content-length", "wanted  \"2\"", "printf '%s\\n' '{\"op\":\"hello\"",
        ] { #expect(ending.output.contains(part), "\(part) in \(ending.output)") }
    }

    @Test func `the shell line feeds the case to the adapter, with its files where they are kept`() async throws {
        let ending = try await Program.shell(
            """
            "$RUNNER" replay file-response/range/single --keep-files "$TMPDIR/it's kept" --adapter "$ADAPTER" -- writes-crlf > "$TMPDIR/shown"
            status=$?; sh -c "$(tail -n 1 "$TMPDIR/shown")"; rm -r "$TMPDIR"/*; exit $status
            """
        )
        #expect(ending.status == 0, "\(ending)")
        #expect(ending.output.contains(#"{"op":"result","id":"1","construct":{"kind":"returned"}"#), "\(ending)")
        #expect(ending.output.contains(#""body":"234""#))
        #expect(ending.leftFiles.isEmpty)
    }

    @Test func `replay takes one vector, and does not write among files that are there`() async throws {
        let many = try await Program.conformanceRun([
            "replay", "--reference", "response/content", "--vectors", Program.someVectors,
        ])
        #expect(many.status == 2 && many.errors.contains("replay takes one, such as response/content/"))
        let folder = try await Program.conformanceRun([
            "replay", "--reference", "file-response/range/single", "--keep-files", "/",
        ])
        #expect(folder.status == 2 && folder.errors.contains("--keep-files wants a new folder or an empty one"))
    }

    @Test func `a trace has a line for each that crosses the wire, of every process, with nothing that acts on a terminal`()
        async throws
    {
        let ending = try await Program.shell(
            """
            "$RUNNER" --vectors "$VECTORS" --jobs 2 --trace "$TMPDIR/trace" --adapter "$ADAPTER" -- escapes-on-screen > /dev/null
            cat "$TMPDIR/trace"; rm "$TMPDIR/trace"
            """
        )
        let lines = ending.output.split(separator: "\n")
        let shape = /^ *[0-9]+\.[0-9]{3} #[0-9]+ +[→←·] .+$/
        #expect(lines.allSatisfy { $0.wholeMatch(of: shape) != nil }, "\(ending.output)")
        #expect(lines.count { $0.contains("← {\"op\":\"result\"") } >= 5)
        #expect(lines.contains { $0.contains("… (") && $0.hasSuffix(" bytes)") }, "a long line is cut")
        #expect(!ending.output.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" })
    }
}
