# make demo     install what is missing, build, and write demo/index.html
# make test     install what is missing, build, and run all tests
# make lint     check the format of the sources, and that no instruction set leaks into another
# make fuzz     feed random bytes to every reader and to the filters, or to TARGETS="png tiff", for TIME seconds each
# make python-cluster filter a volume of 6 GB on two processes of 1.5 GB, with the PYTHON that has dask, distributed and zarr
# make install  install the command, its completions and its man page below PREFIX
# make uninstall removes those again, make clean what was built.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
BUILD := .build/release

bindir = $(DESTDIR)$(PREFIX)/bin
sharedir = $(DESTDIR)$(PREFIX)/share
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

.PHONY: demo test lint fuzz python-cluster setup build clean install uninstall

demo: build
	$(BUILD)/pointspread demo demo

# Kernels and sweeps are too slow without optimisation, so the tests run as the library is shipped.
test: setup
	$(SWIFT) build --configuration release --build-tests
	$(SWIFT) test --configuration release --skip-build

build: setup
	$(SWIFT) build --configuration release --product pointspread

setup:
	@Scripts/install-packages $(PACKAGES)

lint:
	$(SWIFT) format lint --strict --recursive --parallel Sources Tests Package.swift
	Scripts/check-kernels

# What a target finds stays in Fuzz/.corpus, with the input of a crash in a file named after it.
fuzz: setup
	SWIFT="$(SWIFT)" Scripts/fuzz $(or $(TIME),60) $(TARGETS)

python-cluster: setup
	Scripts/build-library python/src/pointspread/libpointspread.so
	PYTHONPATH=python/src $(or $(PYTHON),python3) Benchmarks/cluster.py

clean:
	$(SWIFT) package clean

# The command has the Swift runtime inside it, so that it runs where Swift is not installed. The completions and the manual
# come from the declarations of the options: from the tool itself, and from a plugin of the argument parser, which leaves its
# result in the build folder.
install: setup
	$(SWIFT) build --configuration release --static-swift-stdlib --scratch-path .build/static --product pointspread
	$(SWIFT) package --disable-sandbox generate-manual
	install -d $(bindir) $(sharedir)/man/man1 $(sharedir)/bash-completion/completions \
	  $(sharedir)/zsh/site-functions $(sharedir)/fish/vendor_completions.d
	install -m 755 --strip .build/static/release/pointspread $(bindir)/pointspread
	install -m 644 $(manual) $(sharedir)/man/man1/pointspread.1
	$(bindir)/pointspread --generate-completion-script bash > $(sharedir)/bash-completion/completions/pointspread
	$(bindir)/pointspread --generate-completion-script zsh > $(sharedir)/zsh/site-functions/_pointspread
	$(bindir)/pointspread --generate-completion-script fish > $(sharedir)/fish/vendor_completions.d/pointspread.fish

uninstall:
	rm -f $(bindir)/pointspread $(sharedir)/man/man1/pointspread.1 \
	  $(sharedir)/bash-completion/completions/pointspread $(sharedir)/zsh/site-functions/_pointspread \
	  $(sharedir)/fish/vendor_completions.d/pointspread.fish
