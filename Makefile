PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift

bindir = $(DESTDIR)$(PREFIX)/bin
sharedir = $(DESTDIR)$(PREFIX)/share
built = $(shell $(SWIFT) build -c release --show-bin-path)/pointspread
manual = .build/plugins/GenerateManual/outputs/PointSpreadCommand/pointspread.1

.PHONY: install uninstall

# The completions and the manual are made from the declarations of the options, by the tool itself and by a plugin of the
# argument parser, which keeps its result in the build folder.
install:
	$(SWIFT) build -c release --product pointspread
	$(SWIFT) package --disable-sandbox generate-manual
	install -d $(bindir) $(sharedir)/man/man1 $(sharedir)/bash-completion/completions \
	  $(sharedir)/zsh/site-functions $(sharedir)/fish/vendor_completions.d
	install -m 755 $(built) $(bindir)/pointspread
	install -m 644 $(manual) $(sharedir)/man/man1/pointspread.1
	$(bindir)/pointspread --generate-completion-script bash > $(sharedir)/bash-completion/completions/pointspread
	$(bindir)/pointspread --generate-completion-script zsh > $(sharedir)/zsh/site-functions/_pointspread
	$(bindir)/pointspread --generate-completion-script fish > $(sharedir)/fish/vendor_completions.d/pointspread.fish

uninstall:
	rm -f $(bindir)/pointspread $(sharedir)/man/man1/pointspread.1 \
	  $(sharedir)/bash-completion/completions/pointspread $(sharedir)/zsh/site-functions/_pointspread \
	  $(sharedir)/fish/vendor_completions.d/pointspread.fish
