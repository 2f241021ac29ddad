"""Write PDF files: embedded fonts, a text layer that copies out, structure tags, encryption, pictures of pages."""
