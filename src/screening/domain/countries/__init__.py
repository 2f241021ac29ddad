"""Countries as dated data: their law line by line beside the ASEAN Convention, orders with clocks, who takes a case."""
