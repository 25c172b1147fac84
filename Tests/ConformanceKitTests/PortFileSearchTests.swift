import Foundation
import Runs
import Testing

/// Where a run looks for a port's `conformance.json`.
@Suite struct PortFileSearchTests {
    private static let user: UInt32 = 1000

    /// The outcome in a file system that has these files, of this user unless it says otherwise, and folders on one device but for some.
    private static func outcome(
        from folder: String,
        files: [String],
        owners: [String: Set<UInt32>] = [:],
        otherDevices: Set<String> = [],
        home: String? = "/home/me"
    ) -> PortFileSearch.Outcome {
        let search = PortFileSearch(home: home, user: user) { path in
            let isFolder = !path.hasSuffix("conformance.json") && !path.hasSuffix(".git")
            guard isFolder || files.contains(path) else { return nil }
            return .init(owners: owners[path] ?? [user], device: otherDevices.contains { path.hasPrefix($0) } ? 2 : 1)
        }
        return search.run(from: folder)
    }

    @Test func `the nearest file is found, in the folder itself or in a parent`() {
        let files = ["/home/me/port/conformance.json", "/home/me/port/a/conformance.json"]
        #expect(Self.outcome(from: "/home/me/port", files: files) == .found(path: "/home/me/port/conformance.json"))
        #expect(Self.outcome(from: "/home/me/port/a", files: files) == .found(path: "/home/me/port/a/conformance.json"))
        #expect(Self.outcome(from: "/home/me/port/b/c", files: files) == .found(path: "/home/me/port/conformance.json"))
    }

    @Test func `the repository root is searched, and nothing above it`() {
        let above = ["/home/me/conformance.json", "/home/me/port/.git"]
        #expect(Self.outcome(from: "/home/me/port/a", files: above) == .missing(last: "/home/me/port", .repositoryRoot))
        let root = above + ["/home/me/port/conformance.json"]
        #expect(Self.outcome(from: "/home/me/port/a", files: root) == .found(path: "/home/me/port/conformance.json"))
    }

    @Test func `the home folder is searched, and nothing above it`() {
        let above = ["/home/conformance.json"]
        #expect(Self.outcome(from: "/home/me/port", files: above) == .missing(last: "/home/me", .home))
        #expect(Self.outcome(from: "/home/me", files: ["/home/me/conformance.json"]) == .found(path: "/home/me/conformance.json"))
        #expect(Self.outcome(from: "/home/me/port", files: above, home: nil) == .found(path: "/home/conformance.json"))
    }

    @Test func `the search ends at the boundary of a file system and at the root`() {
        let files = ["/srv/conformance.json"]
        let mounted = Self.outcome(from: "/srv/disk/port", files: files, otherDevices: ["/srv/disk"])
        #expect(mounted == .missing(last: "/srv/disk", .fileSystem))
        #expect(Self.outcome(from: "/srv/disk/port", files: files) == .found(path: "/srv/conformance.json"))
        #expect(Self.outcome(from: "/opt/port", files: []) == .missing(last: "/", .root))
        #expect(Self.outcome(from: "/opt/port", files: ["/conformance.json"]) == .found(path: "/conformance.json"))
    }

    @Test(arguments: [[0], [1000, 0], [1000, 1001]] as [Set<UInt32>])
    func `another user's file is not used, nor a link that one of two owners made, nor a file above it`(owners: Set<UInt32>) {
        let path = "/srv/port/conformance.json"
        let outcome = Self.outcome(
            from: "/srv/port/a",
            files: [path, "/srv/conformance.json"],
            owners: [path: owners]
        )
        #expect(outcome == .foreign(path: path, owner: owners.contains(0) ? 0 : 1001))
    }

    @Test func `the owners of a link are its own and the file's, and what is not there has no status`() async throws {
        try await Program.withFolder { folder in
            let link = folder.appending(path: "conformance.json").path()
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/dev/null")
            #expect(PortFileSearch.status(ofPath: link)?.owners == [0, geteuid()])
            try FileManager.default.removeItem(atPath: link)
            #expect(PortFileSearch.status(ofPath: link) == nil)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/nowhere")
            #expect(PortFileSearch.status(ofPath: link)?.owners == [geteuid()])
        }
    }
}
