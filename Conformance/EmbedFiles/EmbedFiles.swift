import Foundation
import PackagePlugin

/// Embeds every file below a target's folder that SwiftPM has no rule for and that the target doesn't exclude, but for Python's caches.
@main
struct EmbedFiles: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let files =
            target.sourceModule?.sourceFiles.filter { $0.type == .unknown && $0.url.pathExtension != "pyc" }.map(\.url) ?? []
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFile.swift")
        return [
            .buildCommand(
                displayName: "Embedding \(files.count) files of \(target.name)",
                executable: try context.tool(named: "embed-files").url,
                arguments: [output.filePath, target.directoryURL.filePath] + files.map(\.filePath).sorted(),
                inputFiles: files,
                outputFiles: [output]
            )
        ]
    }
}

extension URL {
    fileprivate var filePath: String { path(percentEncoded: false) }
}
