"""Bridges to what a home has already: their messages become readings of the module."""
