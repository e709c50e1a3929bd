# `make run` and `make test` need git, make and Python 3.11 or newer; all else goes into .venv, nothing outside it.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run chat test check fmt fuzz eval train benchmarks lock clean

run: .venv/run.stamp ## Start Milepost: what .env configures, or the web playground
	$(BIN)/python -m bot run

chat: .venv/run.stamp ## Talk with Milepost on this terminal
	$(BIN)/python -m bot chat

test: .venv/dev.stamp check ## Everything that must hold before a change is taken; where CI is set, the slow tests too, and those on PostgreSQL
	@# What pytest makes of a test's file it keeps for the next time, whatever Python is told elsewhere.
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 4 --dist worksteal $(if $(CI),,-m "not slow") $(PYTEST_ARGS)

check: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fmt: .venv/dev.stamp ## Tidy the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

fuzz: .venv/dev.stamp ## Five hundred random lives of goals, and of nudges, beside models of them: some minutes
	MILEPOST_MACHINE_RUNS=500 $(BIN)/pytest -n 2 --timeout 3600 tests/test_machine.py tests/test_machine_parts.py tests/test_machine_changes.py tests/nudges/test_machine.py

eval: .venv/dev.stamp ## How well the coach and the date grammar read, the worst mistakes first
	$(BIN)/python -m tests.coach.evaluate
	$(BIN)/python -m tests.dates.evaluate

train: .venv-training/stamp ## Learn anew what goals of leaving are like, after labelled goals were added: tests/coach/README.md
	.venv-training/bin/python -m tests.coach.train

benchmarks: .venv-benchmarks/stamp ## Kills in a burst, speed beside peers, what a command costs, pace, a year in virtual time: docs/benchmarks.md; takes an hour or two
	.venv-benchmarks/bin/python -m benchmarks.crash
	.venv-benchmarks/bin/python -m benchmarks.dispatch
	.venv-benchmarks/bin/python -m benchmarks.commands
	.venv-benchmarks/bin/python -m benchmarks.pace
	.venv-benchmarks/bin/python -m benchmarks.soak

# Why pinned by hash, and without addresses: docs/decisions/0005.
lock: .venv/dev.stamp ## Pin the newest versions of what pyproject.toml names
	$(BIN)/uv pip compile -q --upgrade --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 --excludes requirements/unneeded.txt pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile -q --upgrade --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 -c requirements/run.txt --group dev pyproject.toml -o requirements/dev.txt
	$(BIN)/uv pip compile -q --upgrade --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 --excludes requirements/unneeded.txt -c requirements/dev.txt --group benchmarks \
		pyproject.toml -o requirements/benchmarks.txt
	$(BIN)/uv pip compile -q --upgrade --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 -c requirements/dev.txt --group training pyproject.toml -o requirements/training.txt

clean: ## Forget what was installed
	rm -rf .venv .venv-benchmarks .venv-training

.venv/uv.stamp: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Milepost needs Python 3.11 or newer. Name one: make PYTHON=python3.12 run"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/run.stamp: requirements/run.txt .venv/uv.stamp
	$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --require-hashes -r requirements/run.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/run.stamp
	$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

.venv-benchmarks/stamp: requirements/benchmarks.txt .venv/dev.stamp
	$(BIN)/uv venv -q --clear --python $(BIN)/python .venv-benchmarks
	$(BIN)/uv pip install -q --python .venv-benchmarks/bin/python --no-deps --require-hashes -r requirements/benchmarks.txt
	@touch $@

.venv-training/stamp: requirements/training.txt .venv/dev.stamp
	$(BIN)/uv venv -q --clear --python $(BIN)/python .venv-training
	$(BIN)/uv pip install -q --python .venv-training/bin/python --require-hashes -r requirements/training.txt
	@touch $@
