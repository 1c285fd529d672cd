import Foundation
import LogPipeline

/// Loads patterns in layers: the built-in ones, the machine's, then those of `--patterns`.
package enum PatternLoader {
  /// The machine's own patterns; the one directory that may be absent.
  package static let machineDirectory = "/etc/oxtail/patterns.d"

  /// - Parameters:
  ///   - directories: Directories or single files, each overriding those before it by id.
  ///   - machineDirectory: The machine's own patterns; tests name none.
  ///   - samples: Whether built-in entries carry their samples, which `patterns` alone needs.
  /// - Throws: ``PatternLoadError`` for the first layer that cannot be loaded.
  package static func load(
    directories: [String] = [], machineDirectory: String? = machineDirectory, samples: Bool = false
  ) throws(PatternLoadError) -> PatternLibrary {
    try layers(directories: directories, machineDirectory: machineDirectory, samples: samples).library
  }

  /// The same, with what each layer says by itself.
  package static func layers(
    directories: [String] = [], machineDirectory: String? = machineDirectory, samples: Bool = true
  ) throws(PatternLoadError) -> PatternLayers {
    var layers = [try BuiltinPatterns.layer(samples: samples)]
    if let machineDirectory, FileManager.default.fileExists(atPath: machineDirectory) {
      layers.append(try layer(machineDirectory))
    }
    for directory in directories { layers.append(try layer(directory)) }
    return PatternLayers(layers)
  }

  private static func layer(_ path: String) throws(PatternLoadError) -> PatternLayer {
    try PatternLayer(name: path, files: try files(at: path))
  }

  /// Every pattern file below a directory, decoded, in the order of their paths; or the one file that `path` names.
  package static func files(at path: String) throws(PatternLoadError) -> [PatternFile] {
    var files: [PatternFile] = []
    for name in try names(at: path) { files.append(PatternFile(text: try TrustedFile.text(of: name), name: name)) }
    return files
  }

  private static func names(at path: String) throws(PatternLoadError) -> [String] {
    var isDirectory: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw PatternLoadError(
        code: .missing, path: path, message: "no such directory or file; name a directory with pattern files (*.yaml)")
    }
    guard isDirectory.boolValue else { return [path] }
    let below: [String]
    do {
      below = try FileManager.default.subpathsOfDirectory(atPath: path)
    } catch {
      throw PatternLoadError(
        code: .unreadable, path: path, message: "the directory cannot be read; its owner must allow it")
    }
    return below.filter(isPatternFile).sorted().map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }
  }

  /// Editors leave hidden files beside those that they edit.
  private static func isPatternFile(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    return !name.hasPrefix(".") && (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
  }
}
