// Generated from description.json by scripts/generate; don't edit.
// swift-format-ignore-file

extension Case {
    /// A type of bytes that only Python has.
    package enum BytesKind: String, WireEnumeration {
        case memoryview
        case bytearray
        case integerArray = "array:I"
    }

    /// What kind of stream yields the chunks.
    package enum StreamKind: String, WireEnumeration {
        case async
        case sync
        case list
        case asyncIterable = "async_iterable"
        case asyncIterator = "async_iterator"
        case fileLike = "file_like"

        package var feature: Feature? {
            switch self {
            case .sync: .streamSync
            case .list: .streamList
            case .asyncIterable: .streamAsyncIterable
            case .asyncIterator: .streamAsyncIterator
            case .fileLike: .streamFileLike
            default: nil
            }
        }
    }

    /// An error that is not the adapter's own.
    package enum RaisedKind: String, WireEnumeration {
        case io
    }

    /// In which form Python yields an event.
    package enum EventForm: String, WireEnumeration {
        case dict
        case serverSentEvent = "ServerSentEvent"
        case jsonServerSentEvent = "JSONServerSentEvent"
    }

    /// What a path leads to.
    package enum FileKind: String, WireEnumeration {
        case file
        case directory
    }
}
