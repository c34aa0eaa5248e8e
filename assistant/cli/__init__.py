"""`philomel`: one file per verb, so that every core can be used and tested alone."""
