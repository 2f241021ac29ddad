"""The content in use: the edition, the country, the directory of services, the packs of a record."""
