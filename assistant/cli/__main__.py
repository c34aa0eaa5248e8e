"""`python -m assistant.cli`: the same as `philomel`."""

from assistant.cli.app import main

main()
