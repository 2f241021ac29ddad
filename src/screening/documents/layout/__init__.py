"""Flow blocks over pages: columns, heads and feet, charts, logos."""
