import Glibc

/// What a server that gets an `http.response.zerocopysend` sends of the open file.
enum ZerocopyPart {
    /// The bytes from the offset, or from where the file stands, and as many as are asked for, or all up to its end.
    ///
    /// Without an offset the file then stands behind them. What cannot be read is left out.
    static func bytes(of file: CInt, offset: Int?, count: Int?) -> [UInt8] {
        let start = offset ?? Int(lseek(file, 0, SEEK_CUR))
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while bytes.count < count ?? .max {
            let length = min(buffer.count, (count ?? .max) - bytes.count)
            let got = pread(file, &buffer, length, off_t(start + bytes.count))
            guard got > 0 else { break }
            bytes += buffer[..<got]
        }
        if offset == nil { lseek(file, off_t(start + bytes.count), SEEK_SET) }
        return bytes
    }
}
