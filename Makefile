# What a person or CI runs here; `make` alone lists it. Two commands are enough: `make run` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# The command of the Procfile, with this environment's programs found first.
SERVE := PATH="$(CURDIR)/$(BIN):$$PATH" exec $(shell sed -n 's/^web: *//p' Procfile)
# A test process for each core; they take tests from one another, so that no core waits for the longest file.
TEST := $(BIN)/python -m pytest --numprocesses auto --dist worksteal
LOCK := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url \
	--no-emit-find-links --no-header --extra build

.DEFAULT_GOAL := help
.PHONY: help install install-dev run demo test check bench floor screenshots lock clean

help: ## list these commands / 列出这些命令
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | awk -F'|' '{ printf "  make %-12s %s\n", $$1, $$2 }'

install: $(VENV)/.installed ## the virtual environment with the locked dependencies / 安装

install-dev: $(VENV)/.installed-dev ## the same, with what tests and checks need / 安装开发所需

run: $(VENV)/.installed ## start the service on 127.0.0.1:8000, data in var/ / 启动服务
	@$(BIN)/collector migrate
	@$(BIN)/collector setup-link --if-needed
	@$(SERVE)

demo: export COLLECTOR_DATABASE := var/demo.sqlite3
demo: $(VENV)/.installed ## the service on a fresh demonstration database / 启动演示
	@$(BIN)/collector demo
	@$(SERVE)

# ARGS="-k words" narrows it down.
test: $(VENV)/.installed-dev ## every test; says at the end what was left out / 运行全部测试
	@$(TEST) $(ARGS)

check: $(VENV)/.installed-dev ## the whole gate: format, lint, types, tests and docs, definitions / 全部检查
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/collector check
	$(TEST)

bench: $(VENV)/.installed ## measure speed and memory, a table with ratios / 性能测量
	@$(BIN)/python -m bench

floor: $(VENV)/.installed-dev ## walk once through the oldest browser, Chromium 86 / 最低版本浏览器
	@command -v npm >/dev/null || { echo "缺少 Node / Node with npm is missing: sudo apt-get install npm" >&2; exit 1; }
	@bash tests/floor/run

screenshots: $(VENV)/.installed-dev ## take the pictures of the guide anew / 重拍手册的截图
	@$(BIN)/python tests/make_screenshots.py

lock: $(VENV)/.installed-dev ## write both requirements files anew; UPGRADE=1 takes newer versions / 更新锁定文件
	$(LOCK) $(if $(UPGRADE),--upgrade) --output-file requirements.txt pyproject.toml
	$(LOCK) $(if $(UPGRADE),--upgrade) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

clean: ## remove what was installed and generated; var/ (the data) stays / 清理，不删数据
	rm -rf $(VENV) .floor build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Each stamp is as new as the files it was made from, so that a second run installs nothing.

$(VENV)/.installed: requirements.txt pyproject.toml | $(VENV)/.made
	@echo "Installing / 正在安装: requirements.txt"
	@$(PIP) install --require-hashes --requirement requirements.txt
	@PYTHONWARNINGS=ignore $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt requirements.txt pyproject.toml | $(VENV)/.made
	@echo "Installing / 正在安装: requirements-dev.txt"
	@$(PIP) install --require-hashes --requirement requirements-dev.txt
	@PYTHONWARNINGS=ignore $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(VENV)/.installed $@

$(VENV)/.made:
	@missing=; \
	need() { echo "$$1" >&2; missing=yes; }; \
	command -v git >/dev/null || need "缺少 git / git is missing: sudo apt-get install git"; \
	if ! command -v $(PYTHON) >/dev/null; then \
		need "缺少 $(PYTHON) / $(PYTHON) is missing: sudo apt-get install python3 python3-venv"; \
	elif ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
		need "需要 Python 3.11 或更新版本 / Python 3.11 or newer is needed: $$($(PYTHON) --version); make PYTHON=python3.12 …"; \
	elif ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
		need "缺少 Python 的 venv 模块 / Python's venv module is missing: sudo apt-get install python3-venv"; \
	fi; \
	test -z "$$missing"
	@$(PYTHON) -m venv $(VENV)
	@touch $@
