"""The pages of recipients, papers, follow-up, identity, and the directory of services."""
