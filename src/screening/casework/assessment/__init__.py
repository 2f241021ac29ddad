"""Write the officer's own view, open the program's assessment, and give its reasons."""
