"""The pages of recipients, papers, follow-up and identity."""
