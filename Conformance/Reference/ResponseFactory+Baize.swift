import AdapterProtocol
import OrderedJSON
import StarletteResponses

extension ResponseFactory {
    /// baize's `FileResponse` that a case describes.
    func baizeFileResponse(_ response: JSON) async throws -> BaizeFileResponse {
        if background != nil { throw Unsupported("no background tasks") }
        let arguments = try arguments(
            of: response,
            ["class", "filepath", "headers", "content_type", "download_name", "stat_result", "chunk_size"]
        )
        return try await BaizeFileResponse(
            arguments.requiredText("filepath"),
            headers: arguments.headers(),
            contentType: arguments.optionalText("content_type"),
            downloadName: arguments.optionalText("download_name"),
            statResult: arguments["stat_result"].flatMap { try Self.statResult($0) },
            chunkSize: arguments.integer("chunk_size", default: 256 * 1024),
            environment: context.responseEnvironment
        )
    }
}
