"""The directory of services, how fresh its numbers are, and sums of wages."""
