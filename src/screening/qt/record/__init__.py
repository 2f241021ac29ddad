"""The pages of the record: cases, reminders, backups, retention, audit log, access, sealing."""
