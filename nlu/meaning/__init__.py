"""What was meant: from sentences people wrote to a served Rasa model.

Runs under nlu's own interpreter, 3.10. The modules without Rasa (speech, expand, noise,
corpus, fingerprint) also import under the core's, which tests them.
"""
