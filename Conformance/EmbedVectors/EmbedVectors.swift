import Foundation
import PackagePlugin

/// Writes the data files of a target (suites of vectors, starter adapters) into a Swift source, anew whenever one of them changes, comes or goes.
@main
struct EmbedVectors: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let folder = target.directoryURL
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path())
            .filter { path in
                ["schema.json", "sources.json"].contains(path) || (path.contains("/") && path.hasSuffix(".json"))
                    || path.hasSuffix(".py") || path.hasSuffix(".mjs")
            }
            .sorted()
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
        return [
            .buildCommand(
                displayName: "Embedding \(files.count) files of \(target.name)",
                executable: try context.tool(named: "embed-vectors").url,
                arguments: [output.path(), folder.path()] + files,
                inputFiles: files.map { folder.appending(path: $0) },
                outputFiles: [output]
            )
        ]
    }
}
