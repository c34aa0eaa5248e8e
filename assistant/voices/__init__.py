"""From words to sound: engines behind one port, each in a process of its own."""
