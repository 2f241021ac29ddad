"""Look after the record: cases, backups, retention, audit log, access, exchange, sealing, supervision."""
