# Two commands do all: `make run` and `make test`. Both set up what is missing first.
PYTHON ?= python3
RUN = .venv/bin
# One more than a small machine has cores: many tests wait for real parts.
PROCESSES ?= 3

.PHONY: run demo test setup lock stock-rasa clean

run: setup            ## a simulated home with everything in it, until Ctrl-C
	@$(RUN)/philomel run --simulate

demo: setup           ## the accelerated day; ends by itself, 0 when all five stories ended well
	@$(RUN)/philomel demo

setup:                ## only what is needed to run
	@$(PYTHON) -m setup

test:                 ## every check there is
	@$(PYTHON) -m setup --tests
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy .
	$(RUN)/lint-imports
	$(RUN)/pytest -n $(PROCESSES) --dist loadfile --no-loadscope-reorder --cov --cov-report=term:skip-covered

lock:                 ## make the lock files again: hashes, no addresses
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header \
	  --no-annotate --python-version 3.11 --quiet --upgrade -o requirements.txt
	cd nlu && uv pip compile pyproject.toml --generate-hashes --no-header --no-annotate \
	  --python-version 3.10 --quiet --upgrade -o requirements.txt

stock-rasa: setup     ## prove that Rasa as it is published runs this project too (2.5 GB)
	uv venv --quiet --allow-existing --python nlu/.venv/bin/python .cache/stock-rasa
	uv pip install --quiet --python .cache/stock-rasa/bin/python "rasa==3.6.21"
	nlu/.venv/bin/python nlu/compare.py > .cache/stock-rasa/slim.txt
	.cache/stock-rasa/bin/python nlu/train.py --models .cache/stock-rasa/models
	.cache/stock-rasa/bin/python nlu/compare.py --models .cache/stock-rasa/models \
	  --beside .cache/stock-rasa/slim.txt

clean:                ## forget environments and models; never the home's records
	rm -rf .venv nlu/.venv nlu/models .cache .mypy_cache .ruff_cache .pytest_cache
