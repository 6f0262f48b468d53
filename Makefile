# The two commands of the README are demo and test; each does all it needs, and nothing twice.

REVISIT = .build/release/revisit
BENCH = .build/benchmarks

.PHONY: demo test setup build lint bench clean

demo: build
	$(REVISIT) run studies/quickstart.yaml

test: setup
	swift build --build-tests
	swift test --skip-build --disable-xctest

setup:
	@Scripts/setup

build: setup
	swift build -c release --product revisit

lint:
	@Scripts/lint

# PyTorch comes into a virtual environment of its own; nothing else of Revisit needs it.
bench: setup
	swift build -c release --product step-benchmark
	test -x $(BENCH)/bin/python || python3 -m venv $(BENCH)
	$(BENCH)/bin/python -c 'import torch' 2>/dev/null || $(BENCH)/bin/pip install --quiet torch numpy
	$(BENCH)/bin/python Benchmarks/pytorch/compare_step.py --ours .build/release/step-benchmark

clean:
	swift package clean

# Each operation of a training step against the machine's ceilings.
.PHONY: bench-operations
bench: bench-operations
bench-operations: setup
	swift build -c release --product operation-benchmark
	env -u OPENBLAS_CORETYPE .build/release/operation-benchmark $$(python3 Benchmarks/pytorch/networks.py) | tee .build/operations.md
