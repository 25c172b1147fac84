/// An adapter for a port to begin with, and the kit that it stands on.
package enum Starter: String, CaseIterable {
    case python, javascript

    /// The adapter's path, below the folder that the files are written to.
    package var adapter: String {
        switch self {
        case .python: "adapter.py"
        case .javascript: "adapter.mjs"
        }
    }

    /// The command that runs it.
    package var command: [String] {
        switch self {
        case .python: ["python3", adapter]
        case .javascript: ["node", adapter]
        }
    }

    /// The adapter and the files of the kit, by their paths.
    package var files: [(path: String, text: String)] {
        let folder = rawValue + "/"
        return EmbeddedFile.all.compactMap { file in
            let path = file.path.description
            return path.hasPrefix(folder) ? (String(path.dropFirst(folder.count)), file.text.description) : nil
        }
    }
}
