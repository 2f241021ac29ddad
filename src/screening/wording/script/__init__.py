"""Scripts and typefaces, and where their lines may break."""
