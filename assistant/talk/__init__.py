"""The parts of turn-taking; `assistant.dialogue` puts them together."""
