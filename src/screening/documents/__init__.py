"""Make papers: fonts and lines, pages, PDF files, and the forms that stand on them."""
