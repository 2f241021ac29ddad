"""What is said about this program and this computer, and whether an update is the publisher's."""
