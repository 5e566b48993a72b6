# make run    start the dashboard on http://127.0.0.1:8501 (installs what is needed, imports the example plans)
# make test   install what the checks need, then run them all
# make thorough  the tests with whole series, where `make test` reads a sample of them
# make clean  remove the environment and everything built (never data/local, where the register lies)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
APT := $(SUDO) apt-get install -y -q --no-install-recommends
# What the tests use besides Python: a browser, a PDF text tool and OCR with Swedish.
PROGRAMS := chromium pdftotext tesseract
PACKAGES := chromium poppler-utils tesseract-ocr tesseract-ocr-swe

.PHONY: run test check thorough format programs benchmark clean

run: $(VENV)/.product
	$(BIN)/streamlit run dashboard.py

test: $(VENV)/.checks programs check

check: $(VENV)/.checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

thorough: $(VENV)/.checks programs
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --thorough

benchmark: $(VENV)/.checks
	@for script in tests/benchmarks/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

format: $(VENV)/.checks
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(VENV)/bin/python:
	@$(PYTHON) -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' || $(APT) python3-venv
	$(PYTHON) -m venv $(VENV)

$(VENV)/.product: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.checks: requirements.txt tests/requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check -r tests/requirements.txt
	touch $@ $(VENV)/.product

programs:
	@for program in $(PROGRAMS); do command -v $$program > /dev/null || missing=1; done; \
	if [ -n "$$missing" ]; then $(SUDO) apt-get update -q && $(APT) $(PACKAGES); fi

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis
