"""Who may do what; how long records are kept; how many cases may leave."""
