"""What is true: protocol, answers, events, the case, the evidence. Standard library only."""
