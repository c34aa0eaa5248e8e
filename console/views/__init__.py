"""What the pages show, gathered from the record; without HTML and without words."""
