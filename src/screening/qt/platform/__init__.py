"""What the operating system gives or must be refused: network, memory, sleep, clipboard, printers."""
