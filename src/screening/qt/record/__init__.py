"""The pages of the record: cases, backups, retention, audit log, access, exchange, sealing, languages."""
