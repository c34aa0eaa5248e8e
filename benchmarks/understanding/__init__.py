"""How well and how fast the home understands.

python -m benchmarks.understanding            the served models, beside hassil and DIET
python -m benchmarks.understanding.models     kinds of model on the same sentences
python -m benchmarks.understanding.library    approved answers: found, and never trapped
"""
