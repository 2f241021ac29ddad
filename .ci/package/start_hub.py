"""Where the packaged program of a headquarters begins: it has no window."""

import sys

from screening.__main__ import main, opens_window

if len(sys.argv) == 1:
    sys.argv.append("--help")
if opens_window(sys.argv[1:]):
    sys.exit("This package is for a headquarters and has no window. See: screening hub --help")
main()
