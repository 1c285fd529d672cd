extension Schema {
  /// What became of incidents, for whoever wants to be told. Rows are added in the transaction that derives the incidents, and never changed: who
  /// was told of them is the business of ``DeliveryFile``.
  static let outbox = """
    -- See IncidentNews. `incident` is the id that it had then; `is_late` says that the logs were a day further already.
    CREATE TABLE ox_outbox (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      incident TEXT NOT NULL,
      what TEXT NOT NULL,
      time_ms INTEGER NOT NULL,
      is_late INTEGER NOT NULL
    );
    CREATE INDEX ox_outbox_by_incident ON ox_outbox (incident, what);
    CREATE VIEW outbox AS
      SELECT coalesce(i.id, b.incident) AS incident, b.what, b.time_ms, b.is_late
      FROM ox_outbox b LEFT JOIN ox_id d ON d.id = b.incident LEFT JOIN ox_incident i ON i.number = d.incident;
    """
}
