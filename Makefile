# oxtail: `make demo` shows what it does, `make test` runs every test. Both install what they need (as root, through apt).

SWIFT ?= swift
# The Swift library and C++'s go into the binary, so that it runs on hosts without either: a directory that holds nothing but
# the archives makes the linker take them.
STATIC_CXX := $(CURDIR)/.build/static-cxx
OPTIMISED := -c release --static-swift-stdlib -Xlinker -L$(STATIC_CXX)
RELEASE := $(OPTIMISED) --product oxtail

.PHONY: demo test torture score build stages follow budgets dist install lint format clean setup

demo: build
	@echo
	@$$($(SWIFT) build $(RELEASE) --show-bin-path)/oxtail scan SampleLogs/tour
	@echo
	@echo "That was SampleLogs/tour, a day at a hoster's. One story each, with what it teaches, for oxtail scan SampleLogs/…:"
	@for story in SampleLogs/[0-9]*; do \
	  printf '  %-28s %s\n' "$${story#*/}" "$$(sed -n '1s/^# [0-9]*: //p' "$$story/README.md")"; done

# What failed is said once more at the end: the tests' own lines come in the order in which they end, two thousand of them.
test: setup
	$(SWIFT) build --build-tests
	@scripts/test $(SWIFT) test --skip-build

# Ten thousand kills of the daemon while its logs are written and rotated, 450 calls of the system that kill it or fail, and a thousand
# losses of power, with an optimised build: an hour or two, not part of the tests.
torture: build
	$(SWIFT) build --build-tests
	OXTAIL_KILLS=$${OXTAIL_KILLS:-10000} OXTAIL_FAULTS=$${OXTAIL_FAULTS:-150} OXTAIL_POWER_LOSSES=$${OXTAIL_POWER_LOSSES:-1000} \
	  OXTAIL_PROGRAM=$$($(SWIFT) build $(RELEASE) --show-bin-path)/oxtail \
	  $(SWIFT) test --skip-build --filter 'FollowCrashTests|FaultTests|PowerLossTests'

# How good the correlation is: simulated estates, read by the real pipeline and held to the truth.
# SCORE="--row jul --mistakes 20" looks closer.
score: setup
	$(SWIFT) build -c release --product oxtail-simulate
	$$($(SWIFT) build -c release --show-bin-path)/oxtail-simulate score $(SCORE)

build: $(STATIC_CXX)
	$(SWIFT) build $(RELEASE)

# Where a scan's time goes: Benchmarks/README.md.
stages: $(STATIC_CXX)
	$(SWIFT) build $(OPTIMISED) --product stages

# What measures the daemon, the daemon beside it, and what plays large estates.
follow: build
	$(SWIFT) build $(OPTIMISED) --product follow
	$(SWIFT) build $(OPTIMISED) --product oxtail-simulate

# How often records ask for memory, against what they may: an optimised build alone tells it.
budgets: stages
	$$($(SWIFT) build $(OPTIMISED) --product stages --show-bin-path)/stages --budgets

$(STATIC_CXX): setup
	@mkdir -p $(STATIC_CXX)
	@ln -sf "$$(g++ -print-file-name=libstdc++.a)" $(STATIC_CXX)/libstdc++.a
	@ln -sf "$$(g++ -print-file-name=libgcc_eh.a)" $(STATIC_CXX)/libgcc_s.a

# One file to copy to a host: it needs libc, libpcre2-8, libsqlite3 and zlib.
dist: build
	mkdir -p dist
	cp $$($(SWIFT) build $(RELEASE) --show-bin-path)/oxtail dist/oxtail
	strip dist/oxtail
	ldd dist/oxtail

# The binary and the service's files. DESTDIR is for packages; PREFIX=/usr/local changes the unit's path too.
PREFIX ?= /usr
install: build
	install -D -m 755 $$($(SWIFT) build $(RELEASE) --show-bin-path)/oxtail $(DESTDIR)$(PREFIX)/bin/oxtail
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system
	for unit in Packaging/systemd/*.service Packaging/systemd/*.timer; do \
	  sed 's#/usr/bin/oxtail#$(PREFIX)/bin/oxtail#' "$$unit" \
	    > "$(DESTDIR)$(PREFIX)/lib/systemd/system/$${unit##*/}" || exit 1; done
	install -d $(DESTDIR)$(PREFIX)/share/man/man1
	$(DESTDIR)$(PREFIX)/bin/oxtail manual > $(DESTDIR)$(PREFIX)/share/man/man1/oxtail.1
	install -D -m 644 Packaging/systemd/oxtail.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/oxtail.conf
	install -D -m 644 Packaging/systemd/oxtail.tmpfiles $(DESTDIR)$(PREFIX)/lib/tmpfiles.d/oxtail.conf

lint: setup
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Benchmarks/Sources
	OXTAIL_WARNINGS_ARE_ERRORS=1 $(SWIFT) build --build-tests
	$$($(SWIFT) build --show-bin-path)/oxtail patterns lint
	$$($(SWIFT) build --show-bin-path)/oxtail patterns test

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests Benchmarks/Sources

clean:
	rm -rf .build dist

setup:
	@scripts/setup
