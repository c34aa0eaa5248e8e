"""What happened, kept: one encrypted file, whole transactions, every row its patient's."""
