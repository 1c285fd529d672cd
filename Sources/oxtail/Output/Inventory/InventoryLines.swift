import IncidentStore
import LogPipeline
import OxtailService

/// What imported lists know of an incident's subjects, beside its page.
struct InventoryLines {
  /// More subjects than these are not looked up.
  private static let subjectsMax = 5

  let objects: [KnownObject]

  init(_ incident: Incident) {
    var objects: [KnownObject] = []
    for occurrence in incident.newestFirst.prefix(Self.subjectsMax) {
      if let object = occurrence.listed, !objects.contains(object) { objects.append(object) }
    }
    self.objects = objects
  }

  /// What is known of the first subjects that records or failures name.
  init(_ subjects: [Fields], _ reader: IndexReader) throws(StoreError) {
    var objects: [KnownObject] = []
    for fields in subjects.filter({ !$0.isEmpty }).prefix(Self.subjectsMax) {
      if let object = try reader.listed(SubjectNames(fields)), !objects.contains(object) { objects.append(object) }
    }
    self.objects = objects
  }

  func add(to page: inout Page, zone: ShownZone) {
    for object in objects {
      page.field(object == objects.first ? "LISTS" : "", Self.line(object, zone))
    }
  }

  /// `customer1.example on plesk1, customer Anna · context 19, pleskcustomer1_24 of pleskcustomer1 · on both sides`
  private static func line(_ object: KnownObject, _ zone: ShownZone) -> SafeText {
    var parts: [SafeText] = []
    if let domain = object.domain {
      parts.append(
        "\(domain)\(object.pleskHost.map { " on \($0)" } ?? "")\(object.customer.map { ", customer \($0)" } ?? "")")
    }
    if let id = object.contextID {
      parts.append("context \(id), \(object.contextName ?? "")\(object.subadmin.map { " of \($0)" } ?? "")")
    }
    if object.isComparable {
      parts.append(
        object.isOnOpenXchange && object.isInPlesk
          ? "on both sides" : object.isInPlesk ? "in Plesk only" : "on Open-Xchange only")
    }
    if let seen = object.mailboxSeen ?? object.contextSeen { parts.append("as of \(zone.minute(seen))") }
    return parts.joined(separator: " · ")
  }
}
