"""Where a packaged program begins."""

from screening.__main__ import main

main()
