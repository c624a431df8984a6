# Each target calls tools/run.py, which does the work with Python's standard library alone.
# ARGS is given on: `make test ARGS="tests/api -x"`, `make demo ARGS="--port 8001"`.

PYTHON ?= python3
RUN = $(PYTHON) tools/run.py

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test lint check bench bench-votes bench-texts bench-pages bench-programme bench-imports fuzz reference-data lock messages compile-messages

help: ## Show this list
	@$(RUN) --help

demo demo-reset test lint check bench fuzz reference-data lock messages compile-messages:
	@$(RUN) $@ $(ARGS)

bench-votes bench-texts bench-pages bench-programme bench-imports:
	@$(RUN) bench $(subst bench-,,$@) $(ARGS)
