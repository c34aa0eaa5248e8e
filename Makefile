# Two commands do all: `make run` and `make test`. Both set up what is missing first.
PYTHON ?= python3
RUN = .venv/bin

.PHONY: run demo test setup lock clean

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
	$(RUN)/pytest --cov --cov-report=term:skip-covered

lock:                 ## make the lock files again: hashes, no addresses
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header \
	  --no-annotate --python-version 3.11 --quiet --upgrade -o requirements.txt
	cd nlu && uv pip compile pyproject.toml --generate-hashes --no-header --no-annotate \
	  --python-version 3.10 --quiet --upgrade -o requirements.txt

clean:                ## forget environments and models; never the home's records
	rm -rf .venv nlu/.venv nlu/models .cache .mypy_cache .ruff_cache .pytest_cache
