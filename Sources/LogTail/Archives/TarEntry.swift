/// An entry of a tar archive.
package struct TarEntry: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case file
    case directory
    /// A link: what it leads to is read where it lies, if it lies in the archive.
    case link
    /// A device or a fifo.
    case device
    /// A file with holes, in one of GNU's forms.
    case sparse
    /// Its name is longer than ``TarArchive/nameBytesMax``.
    case nameTooLong
    /// A kind of some writer's own.
    case unknown
  }

  /// As the archive has it, and never more than a name: it can be absolute or lead upwards.
  package var name: String
  /// As the archive claims it.
  package var size: Int
  package var kind: Kind
}
