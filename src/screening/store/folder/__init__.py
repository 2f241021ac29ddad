"""What stands in a record's folder: backups, identities, key rings, markers of sealing."""
