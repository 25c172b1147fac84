import AdapterProtocol
import StarletteResponses

extension ResponseFactory {
    /// baize's `FileResponse` that a case describes.
    func baizeFileResponse(_ arguments: Arguments) async throws -> BaizeFileResponse {
        if background != nil { throw Unsupported("no background tasks") }
        return try await BaizeFileResponse(
            arguments.required(arguments.path, .filepath),
            headers: arguments.headers,
            contentType: arguments.mediaType ?? nil,
            downloadName: arguments.filename,
            statResult: arguments.statResult.map(StatResult.init),
            chunkSize: arguments.chunkSize ?? 256 * 1024,
            environment: context.responseEnvironment
        )
    }
}
