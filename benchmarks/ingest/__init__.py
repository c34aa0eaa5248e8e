"""How many sealed readings a second, and how late, through a real broker."""
