# Everything runs in the virtual environment .venv, which the targets build themselves.
#
#   make ingest     read data/raw/ into data/warehouse/nianbao.duckdb
#   make explore    open the warehouse's notebook as an app in the browser
#   make explore-html   write it as one page, data/warehouse/explore.html
#   make explore-site   write it as a folder of pages, out/site/, one for each county and township
#   make test       run the tests            make test ARGS='-k pinyin'
#   make endurance  run those that kill runs and readers, fill disks and damage files
#   make soak       run the long form of these and of some others, with many seeds and kills: an hour
#   make lint       ruff and mypy
#   make accuracy   measure the reader against known figures
#   make tools      the same, behind the tools that people use    make tools ARGS='--tool pdftotext-raw'
#   make scale      run the tests of cluster and lake, with the extras and a PostgreSQL of this machine
#   make ocr        run the tests of reading pictures, with its extra and Tesseract's Chinese model
#   make scans      measure it on printed, spoilt pages       make scans ARGS='--documents 300 --alone'
#   make coverage   run the tests of the core and list what none of them runs
#   make mutants    change the reader in small ways and list what no test notices
#   make fuzz       read files that chance has damaged    make fuzz ARGS='--inputs 200000 --seed 7'
#   make bench      measure its speed        make bench ARGS='warehouse --reports 2000'   make bench ARGS=cluster
#   make wheel      build dist/nianbao-VERSION-py3-none-any.whl, which needs no checkout
#   make lock       renew the locks          make lock UPGRADE=--upgrade
#   make clean      remove .venv and caches; keeps data/

.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := ingest
.PHONY: ingest explore explore-html explore-site test endurance soak lint accuracy tools scale ocr scans coverage mutants fuzz bench wheel lock clean

VENV := .venv
BIN := $(VENV)/bin
# A stamp is written when its environment is complete, and holds the folder that it was made in. The core stamp is also
# what says that .venv is sound: without it, .venv is half-made and is made anew.
CORE := $(VENV)/.core-installed
EXPLORE := $(VENV)/.explore-installed
DEV := $(VENV)/.dev-installed
BENCH := $(VENV)/.bench-installed
SCALE := $(VENV)/.scale-installed
OCR := $(VENV)/.ocr-installed
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# A .venv that was moved here, or whose interpreter is gone, counts as half-made.
ifneq ($(shell $(BIN)/python -c '' 2>/dev/null && cat $(CORE) 2>/dev/null),$(CURDIR))
$(shell rm -f $(CORE) $(EXPLORE) $(DEV) $(BENCH) $(SCALE) $(OCR))
endif

ingest: $(CORE)
	@$(BIN)/nianbao ingest $(ARGS)

explore: $(EXPLORE)
	@$(BIN)/python -m marimo run notebooks/explore.py $(ARGS)

explore-html: $(EXPLORE)
	@$(BIN)/python -m notebooks.export $(ARGS)

explore-site: $(CORE)
	@$(BIN)/python -m notebooks.site $(ARGS)

# By default pytest-xdist takes the files with the most tests first, and those with few long ones last, on one core alone.
PYTEST := $(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

test: $(DEV)
	@$(PYTEST) $(ARGS)

endurance: $(DEV)
	@$(PYTEST) -m 'endurance and not soak' --dist load $(ARGS)

soak: $(DEV)
	@$(PYTEST) -m soak --dist load $(ARGS)

lint: $(DEV)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

accuracy: $(DEV)
	@$(BIN)/python -m tests.truth.accuracy $(ARGS)

tools: $(BENCH)
	@$(BIN)/python -m tests.truth.tools $(ARGS)

scale: $(SCALE)
	@$(PYTEST) tests/flows/cluster tests/flows/lake tests/flows/storage tests/flows/raw/test_objects.py tests/flows/raw/test_contents.py \
		tests/flows/stage/test_remote.py tests/flows/runs/test_mirror.py tests/flows/commands/test_*lake*.py \
		tests/sql/test_queries_of_lake.py tests/notebooks/test_queries_of_lake.py $(ARGS)

ocr: $(OCR)
	@$(PYTEST) tests/transforms/formats/scans tests/flows/reading/test_eyes.py $(ARGS)

scans: $(OCR)
	@$(BIN)/python -m tests.truth.scans $(ARGS)

coverage: $(DEV)
	@$(PYTEST) --cov=transforms --cov-branch \
		--cov-report=term-missing:skip-covered tests/transforms tests/test_real_reports.py transforms $(ARGS)

mutants: $(DEV)
	@$(BIN)/python -m tests.mutants $(ARGS)

fuzz: $(DEV)
	@$(BIN)/python -m tests.fuzz $(ARGS)

# The part cluster needs a scheduler and a catalog; it is measured without other parts, which need programs that read.
bench: $(if $(filter cluster,$(ARGS)),$(SCALE),$(BENCH))
	@$(BIN)/python -m tests.bench $(ARGS)

$(CORE): requirements/core.lock pyproject.toml
	@$(call install,$<)
	@echo '$(CURDIR)' >$(CORE)

$(EXPLORE): requirements/explore.lock pyproject.toml
	@$(call install,$<)
	@echo '$(CURDIR)' | tee $(CORE) >$(EXPLORE)

# The tests run the notebook, so their packages hold its own.
$(DEV): requirements/dev.lock pyproject.toml
	@$(call install,$<)
	@echo '$(CURDIR)' | tee $(CORE) $(EXPLORE) >$(DEV)

# The bench's own packages come on top of those of the tests, which stay as they are.
$(BENCH): requirements/bench.lock pyproject.toml | $(DEV)
	@$(call install,$<)
	@echo '$(CURDIR)' | tee $(CORE) $(EXPLORE) $(DEV) >$(BENCH)

# Those of cluster and lake, and of the servers that their tests start, likewise.
$(SCALE): requirements/scale.lock pyproject.toml | $(DEV)
	@$(call install,$<)
	@echo '$(CURDIR)' | tee $(CORE) $(EXPLORE) $(DEV) >$(SCALE)

# Those that read pictures, likewise.
$(OCR): requirements/ocr.lock pyproject.toml | $(DEV)
	@$(call install,$<)
	@echo '$(CURDIR)' | tee $(CORE) $(EXPLORE) $(DEV) >$(OCR)

# Installs the lock $(1) and nianbao itself. The stamps go first, so that an interruption is noticed by the next run.
define install
set -e; \
if [ ! -f $(CORE) ]; then $(create_venv); fi; \
rm -f $(CORE) $(EXPLORE) $(DEV) $(BENCH) $(SCALE) $(OCR); \
echo 'Installing $(1) into $(VENV) ...'; \
$(BIN)/python -m pip install -qq --require-hashes -r $(1); \
$(BIN)/python -m pip install -qq --no-deps --no-build-isolation --editable .
endef

# A pip as old as early releases of Python 3.11 bring it stops at a lock that holds back a package which another one wants
# with extras, as SQLAlchemy is: it looks at the newest version. So pip itself comes first, from a lock of its own.
define create_venv
$(find_python); \
rm -rf $(VENV); \
"$$python" -m venv $(VENV); \
$(BIN)/python -m pip install -qq --require-hashes -r requirements/pip.lock
endef

# The first interpreter that starts: a name on the PATH may be a shim with nothing behind it. PYTHON=... overrides.
PYTHON := python3.11 python3
define find_python
python=; \
for name in $(PYTHON); do \
	if "$$name" -c '' 2>/dev/null; then python="$$name"; break; fi; \
done; \
if [ -z "$$python" ]; then \
	echo 'nianbao needs Python 3.11 or newer, and none of these starts: $(PYTHON). Try make PYTHON=/path/to/python3.11' >&2; \
	exit 1; \
fi; \
if ! "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
	echo "nianbao needs Python 3.11 or newer, but $$python is $$("$$python" --version 2>&1). Try make PYTHON=/path/to/python3.11" >&2; \
	exit 1; \
fi
endef

# Without a network. What an earlier build left would get into the wheel.
wheel: $(CORE)
	@rm -rf build dist
	@$(BIN)/python -m pip wheel -qq --no-index --no-deps --no-build-isolation --wheel-dir dist .
	@rm -rf build
	@ls dist/*.whl

# The locks pin versions and hashes only; where packages come from is each machine's own setting. core.lock is made
# first and binds the others, so that every environment runs the same versions.
LOCK = "$$tools/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header $(UPGRADE)
COMPILE = $(LOCK) pyproject.toml --group build --constraint requirements/pins.txt
lock:
	@set -e; \
	$(find_python); \
	tools=$$(mktemp -d); \
	trap 'rm -rf "$$tools"' EXIT; \
	"$$python" -m venv "$$tools"; \
	"$$tools/bin/python" -m pip install -qq uv; \
	echo pip | $(LOCK) --output-file requirements/pip.lock - >/dev/null; \
	$(COMPILE) --output-file requirements/core.lock >/dev/null; \
	$(COMPILE) --constraint requirements/core.lock --extra explore --output-file requirements/explore.lock >/dev/null; \
	$(COMPILE) --constraint requirements/explore.lock --extra explore --extra test --extra lint \
		--output-file requirements/dev.lock >/dev/null; \
	$(COMPILE) --constraint requirements/dev.lock --extra bench --output-file requirements/bench.lock >/dev/null; \
	$(COMPILE) --constraint requirements/dev.lock --extra stata --output-file requirements/stata.lock >/dev/null; \
	$(COMPILE) --constraint requirements/dev.lock --extra ocr --output-file requirements/ocr.lock >/dev/null; \
	$(COMPILE) --constraint requirements/core.lock --extra cluster --output-file requirements/cluster.lock >/dev/null; \
	$(COMPILE) --constraint requirements/cluster.lock --extra cluster --extra lake --output-file requirements/lake.lock >/dev/null; \
	$(COMPILE) --constraint requirements/dev.lock --constraint requirements/cluster.lock --constraint requirements/lake.lock \
		--extra cluster --extra lake --extra scale --extra test --extra lint \
		--output-file requirements/scale.lock >/dev/null

clean:
	rm -rf $(VENV) build dist *.egg-info .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find flows notebooks transforms tests -name __pycache__ -type d -prune -exec rm -rf {} +
