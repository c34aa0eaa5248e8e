"""From sound to words: engines behind one port, in a process of their own."""
