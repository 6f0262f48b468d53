# The two commands of the README are demo and test; each does all it needs, and nothing twice.

REVISIT = .build/release/revisit
BENCH = .build/benchmarks

# Both sanitizers in one build: the address sanitizer's runtime holds that of the other, which Swift has none of here.
SANITIZE = --scratch-path .build/sanitize --sanitize=address \
  -Xcc -fsanitize=undefined -Xcc -fno-sanitize-recover=undefined -Xswiftc -use-ld=lld

.PHONY: demo test setup build lint sanitize bench clean

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

# The kernels and their tests, C included, under the address, leak and undefined-behaviour sanitizers; the toolchain has
# all that this needs. Any finding ends it with an error.
sanitize: export REVISIT_KERNELS_ALONE = 1
sanitize: export UBSAN_OPTIONS = print_stacktrace=1
sanitize: setup
	swift build --build-tests $(SANITIZE)
	swift test --skip-build --disable-xctest $(SANITIZE)

# PyTorch comes into a virtual environment of its own; nothing else of Revisit needs it. timm without what it depends on,
# since torchvision is not needed. Options of compare.py: make bench COMPARE="--networks resnet18 --threads 1".
bench: setup
	swift build -c release --product step-benchmark
	test -x $(BENCH)/bin/python || python3 -m venv $(BENCH)
	$(BENCH)/bin/python -c 'import torch, importlib.metadata as packages; packages.version("timm")' 2>/dev/null || { \
	  $(BENCH)/bin/pip install --quiet torch numpy pillow pyyaml safetensors huggingface_hub && \
	  $(BENCH)/bin/pip install --quiet --no-deps timm==1.0.31; }
	$(BENCH)/bin/python Benchmarks/pytorch/compare.py --ours .build/release/step-benchmark --output $(BENCH) $(COMPARE)

# Photographs to batches beside torchvision's DataLoader; PHOTOS is a folder with a folder of JPEG files for each class. Pillow-SIMD
# is built from source and may not install.
.PHONY: bench-loader
ifdef PHOTOS
bench: bench-loader
endif
bench-loader: setup
	test -d "$(PHOTOS)" || { echo "name a folder of photographs: make bench-loader PHOTOS=FOLDER" >&2; exit 64; }
	swift build -c release --product loader-benchmark
	swift build -c release --product revisit
	test -x $(BENCH)/bin/python || python3 -m venv $(BENCH)
	$(BENCH)/bin/python -c 'import torch, torchvision, timm' 2>/dev/null || \
	  $(BENCH)/bin/pip install --quiet torch torchvision timm==1.0.31
	test -d $(BENCH)/simd || $(BENCH)/bin/pip install --quiet --target $(BENCH)/simd pillow-simd || true
	rm -f $(BENCH)/photos.h5
	mkdir -p $(BENCH)/photos && ln -sfn "$$(realpath "$(PHOTOS)")" $(BENCH)/photos/train
	$(REVISIT) data prepare $(BENCH)/photos --output $(BENCH)/photos.h5
	$(BENCH)/bin/python Benchmarks/pytorch/loader.py --ours .build/release/loader-benchmark --photos "$(PHOTOS)" \
	  --packed $(BENCH)/photos.h5 $$(test ! -d $(BENCH)/simd/PIL || echo --simd $(BENCH)/simd) --output $(BENCH) $(LOADER)

clean:
	swift package clean

# Each operation of a training step against the machine's ceilings.
.PHONY: bench-operations
bench: bench-operations
bench-operations: setup
	swift build -c release --product operation-benchmark
	.build/release/operation-benchmark $$(python3 Benchmarks/pytorch/networks.py) | tee .build/operations.md

# How long studies of up to a million points take to expand.
.PHONY: bench-expansion
bench: bench-expansion
bench-expansion: setup
	swift build -c release --product expansion-benchmark
	.build/release/expansion-benchmark

# The papers' static tables, published beside ours, and one document that shows them (needs pdflatex).
.PHONY: tables tables-pdf
tables: build
	$(REVISIT) tables

tables-pdf: build
	mkdir -p .build/tables
	$(REVISIT) tables --document .build/tables/tables.tex
	cd .build/tables && pdflatex -interaction=nonstopmode -halt-on-error tables.tex

# Completions for bash, zsh and fish, and man pages; both are made from the program's own description of its commands.
.PHONY: completions man
COMPLETIONS = .build/completions
completions: build
	mkdir -p $(COMPLETIONS)
	$(REVISIT) --generate-completion-script bash > $(COMPLETIONS)/revisit.bash
	$(REVISIT) --generate-completion-script zsh > $(COMPLETIONS)/_revisit
	$(REVISIT) --generate-completion-script fish > $(COMPLETIONS)/revisit.fish
	@echo "completions: $(COMPLETIONS); for bash: source $(COMPLETIONS)/revisit.bash"

man: setup
	swift package plugin generate-manual --multi-page
	@echo "man pages: .build/plugins/GenerateManual/outputs/revisit; read one with man -l FILE"
