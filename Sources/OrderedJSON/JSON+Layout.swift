extension JSON {
    /// The document for people: a value that fits in the line's width stands on one line, any other has a line for each part.
    ///
    /// Invisible characters in strings are escaped.
    ///
    /// - Parameter width: in code points; a single string or number may be longer.
    /// - Parameter alwaysBroken: names of members whose value is broken even if it would fit.
    public func laidOut(width: Int, alwaysBroken: Set<String> = []) -> String {
        var text = ""
        Layout(width: width, alwaysBroken: alwaysBroken).write(self, indent: 0, before: 0, broken: true, to: &text)
        return text + "\n"
    }

    private struct Layout {
        let width: Int
        let alwaysBroken: Set<String>

        /// - Parameter before: the code points on the line before the value.
        func write(_ value: JSON, indent: Int, before: Int, broken: Bool, to text: inout String) {
            let line = oneLine(value)
            if !broken, before + line.unicodeScalars.count < width {
                text += line
                return
            }
            switch value {
            case .array(let elements) where !elements.isEmpty:
                parts(elements.map { ("", $0, broken && $0.objectValue != nil) }, "[", "]", indent: indent, to: &text)
            case .object(let object) where !object.isEmpty:
                let members = object.members.map { member in
                    (visible(member.name) + ": ", member.value, alwaysBroken.contains(member.name))
                }
                parts(members, "{", "}", indent: indent, to: &text)
            default: text += line
            }
        }

        private func parts(
            _ parts: [(label: String, value: JSON, broken: Bool)],
            _ open: String,
            _ close: String,
            indent: Int,
            to text: inout String
        ) {
            text += open
            for (index, part) in parts.enumerated() {
                text += (index == 0 ? "\n" : ",\n") + String(repeating: " ", count: indent + 2) + part.label
                let before = indent + 2 + part.label.unicodeScalars.count
                write(part.value, indent: indent + 2, before: before, broken: part.broken, to: &text)
            }
            text += "\n" + String(repeating: " ", count: indent) + close
        }

        private func oneLine(_ value: JSON) -> String {
            switch value {
            case .array(let elements): "[" + elements.map(oneLine).joined(separator: ", ") + "]"
            case .object(let object) where object.isEmpty: "{}"
            case .object(let object):
                "{ " + object.members.map { visible($0.name) + ": " + oneLine($0.value) }.joined(separator: ", ") + " }"
            case .string(let string): visible(string)
            default: value.text
            }
        }

        /// The string with escapes for what nobody could see in an editor.
        private func visible(_ string: String) -> String {
            JSON.string(string).text.unicodeScalars.map { scalar in
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
                    String(scalar).utf16.map { "\\u" + String(0x10000 + UInt32($0), radix: 16).dropFirst() }.joined()
                default: String(scalar)
                }
            }.joined()
        }
    }
}
