"""Languages, catalogues, sentences, and where lines may break."""
