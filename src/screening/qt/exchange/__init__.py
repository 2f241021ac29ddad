"""What comes into a record and goes out of it: bundles of cases, people and their keys, content packs."""
