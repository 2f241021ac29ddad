"""Choose recipients, make their papers, follow up what became of each referral."""
