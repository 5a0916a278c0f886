# make demo     install what is missing, build, and write demo/index.html and demo/conventions.html
# make test     install what is missing, build, and run all tests
# make interchange  read and write files with other programs (a part of make test)
# make python   build the Python package and test it and the interface for C (a part of make test)
# make lint     check the format of the sources, the types of the Python package, and that no instruction set leaks into another
# make fuzz     feed random bytes to every reader and to the filters, or to TARGETS="png tiff", for TIME seconds each
# make python-cluster  filter a volume of 6 GB on two processes of 1.5 GB
# make bench    compare the filters of the Python package with those of other libraries; OPTIONS="--quick" for a look, "--help" for all
# make prove-conventions  compare 2000 cases of every function of other frameworks with the original, which has been recorded
#               where it is large; ORIGINALS="torch keras diplib itk vips octave" installs and asks these too
# make bench-planner  time every way to run 120 drawn cases beside the one that a plan chooses
# make sanitize run the library's tests once more under the address and the thread sanitizer: about an hour
# make large    filter arrays of more than 2^32 samples; takes 10 GB of memory
# make install  install the command, its completions and its man page, and the library for C, below PREFIX
# make install-library  install the library for C alone
# make uninstall removes those again, make clean what was built.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
BUILD := .build/release

bindir = $(DESTDIR)$(PREFIX)/bin
sharedir = $(DESTDIR)$(PREFIX)/share
libdir = $(DESTDIR)$(PREFIX)/lib
includedir = $(DESTDIR)$(PREFIX)/include
manual = .build/plugins/GenerateManual/outputs/PointSpreadCommand/pointspread.1

# Debian packages, and what each is for.
PACKAGES := \
	libpng-dev:PNG_files \
	libjpeg62-turbo-dev:JPEG_files \
	libwebp-dev:WebP_files \
	libexif-dev:what_cameras_write_into_files \
	libtiff-dev:TIFF_files \
	zlib1g-dev:the_compression_of_PNG,_NIfTI_and_NumPy_files \
	binutils:checking_the_kernels

# What only the tests need: Python, compilers for C, other programs that read and write the same files.
TEST_PACKAGES := \
	gcc:tests_of_the_interface_for_C \
	g++:tests_of_the_interface_for_C \
	pkg-config:tests_of_the_interface_for_C \
	valgrind:tests_of_the_interface_for_C \
	python3:tests_against_other_programs \
	python3-venv:tests_against_other_programs \
	imagemagick:tests_against_other_programs \
	libvips-tools:tests_against_other_programs

ENVIRONMENT := .build/venv
BENCH_ENVIRONMENT := .build/bench-venv

.PHONY: demo test interchange python python-cluster environment lint fuzz bench bench-planner large prove-conventions sanitize setup build clean install install-library uninstall

demo: build
	$(BUILD)/pointspread demo demo
	$(BUILD)/pointspread conventions compare Examples/chelsea.png --html demo/conventions.html --force

# Kernels and sweeps are too slow without optimisation, so the tests run as the library is shipped.
test: setup
	$(SWIFT) build --configuration release --build-tests
	$(SWIFT) test --configuration release --skip-build
	$(MAKE) interchange python

interchange: build environment
	POINTSPREAD=$(BUILD)/pointspread $(ENVIRONMENT)/bin/python -m pytest -q -p no:cacheprovider Tests/Interchange

# The package as people get it: a wheel, installed.
python: environment
	rm -rf .build/wheel
	SWIFT="$(SWIFT)" $(ENVIRONMENT)/bin/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir .build/wheel ./python
	$(ENVIRONMENT)/bin/python -m pip install --quiet --no-deps --force-reinstall .build/wheel/pointspread-*.whl
	cd python && ../$(ENVIRONMENT)/bin/python -m pytest -q -p no:cacheprovider

environment:
	@Scripts/install-packages $(TEST_PACKAGES)
	Scripts/virtual-environment $(ENVIRONMENT) Tests/Interchange/requirements.txt python/tests/requirements.txt

build: setup
	$(SWIFT) build --configuration release --product pointspread

setup:
	@Scripts/install-packages $(PACKAGES)

lint: environment
	$(SWIFT) format lint --strict --recursive --parallel Sources Tests Package.swift
	Scripts/check-kernels
	cd python && ../$(ENVIRONMENT)/bin/ruff check --no-cache
	cd python && ../$(ENVIRONMENT)/bin/ruff format --check --no-cache
	cd python && ../$(ENVIRONMENT)/bin/mypy --cache-dir ../.build/mypy

# What a target finds stays in Fuzz/.corpus, with the input of a crash in a file named after it.
fuzz: setup
	SWIFT="$(SWIFT)" Scripts/fuzz $(or $(TIME),60) $(TARGETS)

python-cluster: environment
	SWIFT="$(SWIFT)" Scripts/build-library python/src/pointspread/libpointspread.so
	PYTHONPATH=python/src $(ENVIRONMENT)/bin/python Benchmarks/cluster.py

bench-planner: setup environment
	$(SWIFT) build --configuration release --package-path Benchmarks/Planner
	Benchmarks/Planner/.build/release/planner 1 120 | $(ENVIRONMENT)/bin/python Benchmarks/planner.py

# Originals that take gigabytes have been recorded; those that are named here are asked themselves.
ORIGINALS :=
PROOF_ENVIRONMENT := $(if $(ORIGINALS),.build/originals-venv,$(ENVIRONMENT))

prove-conventions: environment
	$(if $(filter octave,$(ORIGINALS)),Scripts/install-packages octave-image:what_stands_for_MATLAB)
	$(if $(ORIGINALS),Scripts/virtual-environment $(PROOF_ENVIRONMENT) python/tests/requirements.txt python/tests/recorded/requirements.txt)
	SWIFT="$(SWIFT)" Scripts/build-library python/src/pointspread/libpointspread.so
	POINTSPREAD_CASES=$(or $(CASES),2000) POINTSPREAD_ORIGINALS="$(ORIGINALS)" POINTSPREAD_PROOF=Documentation/conventions/proof.md \
		PYTHONPATH=python/src:python/tests $(PROOF_ENVIRONMENT)/bin/python -m pytest -q -p no:cacheprovider -p proof python/tests/test_compat_*.py

sanitize: setup
	SWIFT="$(SWIFT)" Scripts/sanitize $(SANITIZERS)

large: environment
	SWIFT="$(SWIFT)" Scripts/build-library python/src/pointspread/libpointspread.so
	PYTHONPATH=python/src $(ENVIRONMENT)/bin/python Benchmarks/large.py

# The package as people get it, beside the libraries that it is compared with.
bench: setup
	Scripts/virtual-environment $(BENCH_ENVIRONMENT) Benchmarks/requirements.txt
	rm -rf .build/bench-wheel
	SWIFT="$(SWIFT)" $(BENCH_ENVIRONMENT)/bin/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir .build/bench-wheel ./python
	$(BENCH_ENVIRONMENT)/bin/python -m pip install --quiet --no-deps --force-reinstall .build/bench-wheel/pointspread-*.whl
	$(BENCH_ENVIRONMENT)/bin/python Benchmarks/bench.py $(OPTIONS)

clean:
	$(SWIFT) package clean

# The command has the Swift runtime inside it, so that it runs where Swift is not installed. The completions and the manual
# come from the declarations of the options: from the tool itself, and from a plugin of the argument parser, which leaves its
# result in the build folder.
install: setup install-library
	$(SWIFT) build --configuration release --static-swift-stdlib --scratch-path .build/static --product pointspread
	$(SWIFT) package --disable-sandbox generate-manual
	install -d $(bindir) $(sharedir)/man/man1 $(sharedir)/bash-completion/completions \
	  $(sharedir)/zsh/site-functions $(sharedir)/fish/vendor_completions.d
	install -m 755 --strip .build/static/release/pointspread $(bindir)/pointspread
	install -m 644 $(manual) $(sharedir)/man/man1/pointspread.1
	$(bindir)/pointspread --generate-completion-script bash > $(sharedir)/bash-completion/completions/pointspread
	$(bindir)/pointspread --generate-completion-script zsh > $(sharedir)/zsh/site-functions/_pointspread
	$(bindir)/pointspread --generate-completion-script fish > $(sharedir)/fish/vendor_completions.d/pointspread.fish

install-library:
	install -d $(libdir)/pkgconfig $(includedir)
	SWIFT="$(SWIFT)" Scripts/build-library $(libdir)/libpointspread.so.1
	ln -sf libpointspread.so.1 $(libdir)/libpointspread.so
	install -m 644 Sources/CPointSpread/include/pointspread.h $(includedir)/pointspread.h
	sed 's|@PREFIX@|$(PREFIX)|' Sources/CPointSpread/pointspread.pc.in > $(libdir)/pkgconfig/pointspread.pc

uninstall:
	rm -f $(libdir)/libpointspread.so $(libdir)/libpointspread.so.1 $(libdir)/pkgconfig/pointspread.pc \
	  $(includedir)/pointspread.h
	rm -f $(bindir)/pointspread $(sharedir)/man/man1/pointspread.1 \
	  $(sharedir)/bash-completion/completions/pointspread $(sharedir)/zsh/site-functions/_pointspread \
	  $(sharedir)/fish/vendor_completions.d/pointspread.fish
