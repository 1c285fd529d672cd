import Foundation
import OxtailService

/// Says something to the daemon that writes an index.
enum RemarkCall {
  enum Outcome: Equatable {
    case answered(RemarkAnswer)
    /// No daemon listens there.
    case nobody
    /// There is one, and whoever runs this may not call it.
    case denied
    /// It ended before it answered: what was said may be kept or not.
    case cut
  }

  /// Longer than the daemon lets anybody wait.
  private static let patience = Duration.seconds(RemarkDoor.waitSeconds + 30)

  /// - Parameter body: What follows the request's line.
  static func say(_ request: some Encodable, _ body: [UInt8] = [], of index: String) -> Outcome {
    guard let address = UnixSocket.address(RemarkDoor.path(of: index)) else { return .nobody }
    let descriptor = UnixSocket.stream()
    guard descriptor >= 0 else { return .nobody }
    defer { close(descriptor) }
    guard unsafe UnixSocket.with(address, { unsafe connect(descriptor, $0, $1) }) == 0 else {
      return errno == EACCES || errno == EPERM ? .denied : .nobody
    }
    // Whoever may not speak is told so without being heard, and finds the line closed when it comes to that.
    let isSaid = (try? PlainJSON.text(request, isPretty: false)).map {
      UnixSocket.write($0 + "\n", to: descriptor) && UnixSocket.write(body, to: descriptor)
    }
    var answer = SocketReader(descriptor)
    guard isSaid != nil, let line = answer.line(bytesMax: RemarkRequest.lineBytesMax, within: patience),
      let said = try? JSON.value(RemarkAnswer.self, String(decoding: line, as: UTF8.self))
    else { return .cut }
    return .answered(said)
  }
}
