import Glibc

/// Looks for a port's `conformance.json` in a folder and then in its parents.
///
/// It doesn't leave the repository, the home folder or the file system in which it starts, and it never uses another user's file:
/// the file names a program to run.
package struct PortFileSearch: Sendable {
    /// What the search asks about a file or folder.
    package struct Status: Sendable, Hashable {
        /// The users who own it: a symbolic link's own, and that of the file behind it.
        package var owners: Set<UInt32>
        package var device: UInt64

        package init(owners: Set<UInt32>, device: UInt64) {
            self.owners = owners
            self.device = device
        }
    }

    /// Why the search went no further than a folder.
    package enum Boundary: String, Sendable, Hashable {
        case repositoryRoot = "the repository root"
        case home = "the home folder"
        case fileSystem = "the boundary of the file system"
        case root = "the root folder"
    }

    package enum Outcome: Sendable, Hashable {
        case found(path: String)
        /// The nearest file belongs to somebody else.
        case foreign(path: String, owner: UInt32)
        case missing(last: String, Boundary)
    }

    private let home: String?
    private let user: UInt32
    private let status: @Sendable (String) -> Status?

    /// - Parameters:
    ///   - home: the home folder, without symbolic links in its path.
    ///   - user: whose files are used.
    ///   - status: what there is at a path; nil for nothing.
    package init(
        home: String? = homeFolder,
        user: UInt32 = geteuid(),
        status: @escaping @Sendable (String) -> Status? = status(ofPath:)
    ) {
        self.home = home
        self.user = user
        self.status = status
    }

    /// Looks in this folder and its parents.
    ///
    /// - Parameter folder: an absolute path without symbolic links.
    package func run(from folder: String) -> Outcome {
        var folder = folder
        while true {
            let path = Self.join(folder, PortFile.name)
            if let file = status(path) {
                guard let otherUser = file.owners.subtracting([user]).min() else { return .found(path: path) }
                return .foreign(path: path, owner: otherUser)
            }
            if let boundary = boundary(at: folder) { return .missing(last: folder, boundary) }
            folder = Self.parent(of: folder)
        }
    }

    private func boundary(at folder: String) -> Boundary? {
        if status(Self.join(folder, ".git")) != nil { return .repositoryRoot }
        if folder == home { return .home }
        if folder == "/" { return .root }
        return status(folder)?.device == status(Self.parent(of: folder))?.device ? nil : .fileSystem
    }

    private static func join(_ folder: String, _ name: String) -> String { folder == "/" ? "/" + name : folder + "/" + name }

    /// The folder that a path is in, as far as the path says.
    package static func parent(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The home folder of `HOME`, without symbolic links.
    package static var homeFolder: String? {
        guard let home = getenv("HOME"), let path = realpath(home, nil) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }

    /// What the file system says of a path.
    package static func status(ofPath path: String) -> Status? {
        var link = stat()
        guard lstat(path, &link) == 0 else { return nil }
        var file = stat()
        guard stat(path, &file) == 0 else { return Status(owners: [link.st_uid], device: UInt64(link.st_dev)) }
        return Status(owners: [link.st_uid, file.st_uid], device: UInt64(file.st_dev))
    }
}
