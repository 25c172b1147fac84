import Foundation
import PackagePlugin

/// Writes the vector files of the target's folders into a Swift source, anew whenever one of them changes, comes or goes.
@main
struct EmbedVectors: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let folder = target.directoryURL
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path())
            .filter { $0 == "sources.json" || ($0.contains("/") && $0.hasSuffix(".json")) }
            .sorted()
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
        return [
            .buildCommand(
                displayName: "Embedding \(files.count) vector files",
                executable: try context.tool(named: "embed-vectors").url,
                arguments: [output.path(), folder.path()] + files,
                inputFiles: files.map { folder.appending(path: $0) },
                outputFiles: [output]
            )
        ]
    }
}
