"""Who is told of an alarm, in which order, until a person has ended it."""
