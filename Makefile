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

# PyTorch comes into a virtual environment of its own; nothing else of Revisit needs it. timm without what it depends on,
# since torchvision is not needed. Options of compare.py: make bench COMPARE="--networks resnet18 --threads 1".
bench: setup
	swift build -c release --product step-benchmark
	test -x $(BENCH)/bin/python || python3 -m venv $(BENCH)
	$(BENCH)/bin/python -c 'import torch, importlib.metadata as packages; packages.version("timm")' 2>/dev/null || { \
	  $(BENCH)/bin/pip install --quiet torch numpy pillow pyyaml safetensors huggingface_hub && \
	  $(BENCH)/bin/pip install --quiet --no-deps timm==1.0.31; }
	$(BENCH)/bin/python Benchmarks/pytorch/compare.py --ours .build/release/step-benchmark --output $(BENCH) $(COMPARE)

clean:
	swift package clean
