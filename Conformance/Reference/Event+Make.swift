import AdapterProtocol
import OrderedJSON
import StarletteResponses

extension Case.Event {
    /// What makes the event, in its turn and not before: that is when data is found to be no JSON.
    var event: @Sendable () throws -> any EventSourceContent {
        get throws {
            var data: Case.EventData?
            var (event, id, comment, sep): (String?, String?, String?, String) = (nil, nil, nil, "\r\n")
            var retry: Int?
            var form = Case.EventForm.serverSentEvent
            for member in members {
                switch member {
                case .data(let value): data = value
                case .event(let value): event = try value?.get()
                case .id(let value): id = try value?.get()
                case .retry(let value): retry = value
                case .comment(let value): comment = try value?.get()
                case .sep(let value): sep = try value.get()
                case .form(let value): form = value
                }
            }
            let fields = (event: event, id: id, retry: retry, comment: comment, sep: sep)
            if form == .jsonServerSentEvent {
                let value = try data.map { try ContentDecoder.jsonValue($0.json) }
                return {
                    try JSONServerSentEvent(
                        value,
                        event: fields.event,
                        id: fields.id,
                        retry: fields.retry,
                        comment: fields.comment,
                        sep: fields.sep
                    )
                }
            }
            let text = try data?.text.get()?.get()
            if form == .dict {
                return {
                    ServerSentEvent.Fields(
                        data: text,
                        event: fields.event,
                        id: fields.id,
                        retry: fields.retry,
                        comment: fields.comment
                    )
                }
            }
            return {
                ServerSentEvent(
                    text,
                    event: fields.event,
                    id: fields.id,
                    retry: fields.retry,
                    comment: fields.comment,
                    sep: fields.sep
                )
            }
        }
    }
}
