"""Hand a case over to another system, by the person's consent: FHIR R4 and Primero v2."""
