"""What goes on paper: the form's content, its typesetting, the PDF."""
