"""The ways to a person, one file each; the table says which there are."""
