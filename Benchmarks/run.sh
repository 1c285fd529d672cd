#!/usr/bin/env bash
# Measures oxtail beside other readers of the same files; Benchmarks/README.md says what each figure means.
set -euo pipefail
usage() {
  cat <<'USAGE'
usage: Benchmarks/run.sh [-d DIRECTORY] [-n RUNS] [SECTION…]

Builds oxtail (make build) and the corpora that are missing, and prints one table a section.
  -d DIRECTORY  where corpora and results lie; by default $TMPDIR/oxtail-benchmarks (3 GiB with the standard sections)
  -n RUNS       runs of each command, of which the one with the least wall time counts; by default 1

Sections, by default all but answers-large and 4gib:
  one-in-1000   1 GiB of Open-Xchange's log and 64 MiB of Plesk's, one record in 1000 about provisioning
  one-in-20     the same with one in 20
  hosts         one day of 200 hosts, gzipped, 2 GiB before compression
  answers       process start to first answer
  answers-large the same on an index of 1 million records over 90 days, beside sqlite3; OXTAIL_LARGE=10 for 10 million (25 GB of disk, an hour)
  stages        where a scan's CPU time goes
  budgets       how often records ask for memory; the script ends with 1 where that is too often
  follow        live following: latency, speed, cost of idling, many files, restart after a kill
  4gib          peak memory of four times one-in-1000 (4.3 GiB more of disk)
USAGE
}
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
directory=${TMPDIR:-/tmp}/oxtail-benchmarks
runs=1
case ${1:-} in --help) usage; exit 0 ;; esac
while getopts d:n:h option; do
  case $option in
    d) directory=$OPTARG ;; n) runs=$OPTARG ;; h) usage; exit 0 ;; *) usage >&2; exit 64 ;;
  esac
done
shift $((OPTIND - 1))
sections=("$@")
[ $# -gt 0 ] || sections=(one-in-1000 one-in-20 hosts answers stages budgets)
for tool in /usr/bin/time rg; do
  command -v "$tool" >/dev/null || { echo "run.sh: $tool is missing: apt-get install time ripgrep" >&2; exit 69; }
done
release=$root/.build/release
oxtail=$release/oxtail
catalogue=$here/catalogue.txt
mkdir -p "$directory"

# MARK: Corpora

corpus() { # NAME ARGUMENTS…: made once; a broken one is made anew
  local made=$directory/$1
  [ -e "$made/.complete" ] && return
  rm -rf "$made"
  swift build -c release --package-path "$here" >/dev/null
  "$here/.build/release/corpus" "${@:2}" >/dev/null
  touch "$made/.complete"
}
pair() { corpus "$1" "$directory/$1" "$2" "$3" "$4"; } # NAME OX_MIB PLESK_MIB ONE_IN
listed() { find "$directory/$1" -type f -name '*.log*' | sort; } # NAME

# MARK: Measuring

head_row() { # TITLE [YARDSTICK]: the ratios are those to the first command that is measured
  rm -f "$directory/yardstick"
  printf '\n%s\n%-30s %8s %8s %10s %9s %9s\n' "$1" "" "CPU s" "wall s" "peak MiB" "CPU/${2:-rg}" "wall/${2:-rg}"
}
note() { printf '%-30s %s\n' "$1" "$2"; }
measure() { # LABEL COMMAND…: CPU seconds are those of user and system, of all processes; memory is that of the largest process
  local label=$1 status=0 row; shift
  rm -f "$directory/runs"
  for ((run = 0; run < runs; run++)); do
    /usr/bin/time -q -a -o "$directory/runs" -f '%U %S %e %M' "$@" >/dev/null 2>"$directory/errors" || status=$?
    if [ "$status" -ne 0 ]; then
      note "$label" "failed with $status: $(head -n 1 "$directory/errors")"
      return
    fi
  done
  row=$(sort -k 3,3g "$directory/runs" | head -n 1)
  [ -e "$directory/yardstick" ] || echo "$row" >"$directory/yardstick"
  paste -d ' ' <(echo "$row") "$directory/yardstick" | awk -v label="$label" '{
    printf "%-30s %8.2f %8.2f %10.1f %9.2f %9.2f\n", label, $1 + $2, $3, $4 / 1024,
      ($1 + $2) / ($5 + $6 > 0 ? $5 + $6 : 0.01), $3 / ($7 > 0 ? $7 : 0.01) }'
}

# Its settings and what it unpacks stay in the directory of the results.
lnav_count() {
  HOME=$directory/lnav XDG_CONFIG_HOME=$directory/lnav TMPDIR=$directory/lnav \
    lnav -N -n -I "$here/lnav" -c "$(cat "$here/lnav/failures.sql")" "$@"
}
index() { # DATABASE FILE…: from nothing
  rm -rf "$(dirname "$1")" && mkdir -p "$(dirname "$1")" && "$oxtail" index -q --db "$1" "${@:2}"
}
zcat_rg() { find "$1" -name '*.gz' -print0 | xargs -0 zcat | rg -c -F -f "$catalogue"; } # DIRECTORY
export -f lnav_count index zcat_rg
export here directory oxtail catalogue

# MARK: Sections

readers() { # NAME ONE_IN
  pair "$1" 1024 64 "$2"
  local files
  mapfile -t files < <(listed "$1")
  cat "${files[@]}" >/dev/null
  head_row "One record in $2 is about provisioning, $(du -ch --apparent-size "${files[@]}" | tail -n 1 | cut -f 1)"
  measure "rg -c -F -f catalogue.txt" rg -c -F -f "$catalogue" "${files[@]}"
  measure "oxtail scan -q -o json" "$oxtail" scan -q -o json "${files[@]}"
  measure "oxtail index -q" bash -c 'index "$@"' _ "$directory/$1-index/oxtail.db" "${files[@]}"
  measure "wc -l" wc -l "${files[@]}"
  if command -v lnav >/dev/null; then
    mkdir -p "$directory/lnav"
    measure "lnav -n, failures by SQL" bash -c 'lnav_count "$@"' _ "${files[@]}"
  else
    note "lnav -n, failures by SQL" "skipped: no lnav here (apt-get install lnav)"
  fi
}
section_one-in-1000() { readers one-in-1000 1000; }
section_one-in-20() { readers one-in-20 20; }

section_hosts() {
  corpus hosts --estate "$directory/hosts" 200 2048
  local files
  mapfile -t files < <(listed hosts)
  cat "${files[@]}" >/dev/null
  head_row "One day of 200 hosts, ${#files[@]} gzipped files, $(du -ch --apparent-size "${files[@]}" | tail -n 1 | cut -f 1) for 2 GiB"
  measure "zcat ... | rg -c -F -f" bash -o pipefail -c 'zcat_rg "$@"' _ "$directory/hosts"
  measure "oxtail scan -q -o json DIR" "$oxtail" scan -q -o json "$directory/hosts"
}

section_answers() {
  printf '\nProcess start to first answer\n'
  if ! command -v hyperfine >/dev/null; then
    note "hyperfine -N" "skipped: no hyperfine here (apt-get install hyperfine)"
    return
  fi
  pair one-in-1000 1024 64 1000
  local database=$directory/one-in-1000-index/oxtail.db files
  mapfile -t files < <(listed one-in-1000)
  [ -e "$database" ] || index "$database" "${files[@]}"
  # Its warnings of outliers are no news on a shared machine.
  hyperfine -N --style none --warmup 3 --runs 20 --export-csv "$directory/answers.csv" \
    -n "oxtail explain TEXT" "$oxtail explain 'Context already exists'" \
    -n "oxtail incidents" "$oxtail incidents --db $database" \
    -n "oxtail incidents -o json" "$oxtail incidents -o json --db $database" >/dev/null 2>"$directory/errors" || {
    note "hyperfine -N" "failed: $(head -n 1 "$directory/errors")"
    return
  }
  printf '%-30s %8s %8s %10s\n' "" "CPU ms" "wall ms" "least ms"
  tail -n +2 "$directory/answers.csv" | awk -F, '{
    printf "%-30s %8.1f %8.1f %10.1f\n", $1, ($5 + $6) * 1000, $4 * 1000, $7 * 1000 }'
}

# An estate's 90 days, and its index. A million records are 250 hosts with 2,800 failures a day.
large() {
  local made=$directory/large-$1
  [ -e "$made/.complete" ] && return
  rm -rf "$made" && mkdir -p "$made"
  make -s -C "$root" follow >/dev/null
  "$release/oxtail-simulate" long "$made/logs" \
    --hosts "$((250 * $1))" --failures "$((2800 * $1))"
  measure "oxtail index -q" "$oxtail" index -q --db "$made/oxtail.db" "$made/logs"
  touch "$made/.complete"
}
# What of a word SQL asks the pieces of three characters for.
pieces() {
  local i
  for ((i = 0; i + 3 <= ${#1} && i < 16; i++)); do printf '"%s" ' "${1:i:3}"; done
}
query() { sqlite3 -readonly "$database" "$1"; }
beside() { # LABEL TARGET_MS SQL ARGUMENTS…: oxtail's answer and sqlite3's, 20 times each
  local label=$1 target=$2 sql=$3; shift 3
  printf '%s' "$sql" >"$directory/question.sql"
  hyperfine --style none --warmup 2 --runs 20 -i --export-json "$directory/large.json" \
    "$(printf '%q ' "$oxtail" "$@" --db "$database") >/dev/null" \
    "sqlite3 -readonly $(printf '%q' "$database") <$(printf '%q' "$directory/question.sql") >/dev/null" \
    >/dev/null 2>"$directory/errors" || { note "$label" "failed: $(head -n 1 "$directory/errors")"; return; }
  # The 19th of 20 in their order.
  awk -v label="$label" -v target="$target" '
    /"times"/ { inside = 1; n++; next } /\]/ { inside = 0 }
    inside { gsub(/[ ,]/, ""); time[n, ++count[n]] = $0 * 1000 }
    function p95(run, i, j, x) {
      for (i = 2; i <= count[run]; i++) {
        x = time[run, i]
        for (j = i - 1; j > 0 && time[run, j] > x; j--) time[run, j + 1] = time[run, j]
        time[run, j + 1] = x
      }
      return time[run, 19]
    }
    END { a = p95(1); b = p95(2); printf "%-34s %10.1f %10d %10.1f %8.2f\n", label, a, target, b, a / b }' "$directory/large.json"
}
section_answers-large() {
  local million=${OXTAIL_LARGE:-1} database made since until id subject context word
  printf '\nAnswers of an index of some %s million records over 90 days\n' "$million"
  for tool in hyperfine sqlite3; do
    command -v "$tool" >/dev/null || { note "answers-large" "skipped: no $tool here (apt-get install $tool)"; return; }
  done
  large "$million"
  made=$directory/large-$million
  database=$made/oxtail.db
  query "SELECT count(*) || ' records, ' || (SELECT count(*) FROM ox_incident) || ' incidents, ' ||
    (SELECT count(*) FROM ox_failure) || ' failures, ' || (SELECT sum(offset) >> 20 FROM ox_generation) || ' MiB of logs' FROM ox_event"
  note "bytes of index per byte of log" "$(query "SELECT round(1.0 * (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size) / sum(offset), 2)
    FROM ox_generation")"
  id=$(query "SELECT id FROM ox_incident ORDER BY abs(failures - 20), id LIMIT 1")
  subject=$(query "SELECT domain FROM ox_failure WHERE domain IS NOT NULL LIMIT 1 OFFSET (SELECT count(domain) / 2 FROM ox_failure)")
  context=$(query "SELECT context_name FROM ox_failure WHERE context_name IS NOT NULL LIMIT 1 OFFSET (SELECT count(context_name) / 3 FROM ox_failure)")
  since=$(query "SELECT date(min(time_ms) / 1000, 'unixepoch') FROM ox_failure")
  until=$(query "SELECT date(max(time_ms) / 1000 + 86400, 'unixepoch') FROM ox_failure")
  month=$(query "SELECT strftime('%Y-%m-15', min(time_ms) / 1000 + 45 * 86400, 'unixepoch') FROM ox_failure")
  word=${context#?}
  printf '%-34s %10s %10s %10s %8s\n' "" "p95 ms" "target" "sqlite3" "ratio"
  beside "incidents --open" 50 "SELECT id, title, state, first_ms, last_ms, failures FROM ox_incident
    WHERE state IN ('new', 'open', 'regressed') ORDER BY last_ms DESC" incidents --open
  beside "incidents --open -n 50" 50 "SELECT id, title, state, first_ms, last_ms, failures FROM ox_incident
    WHERE state IN ('new', 'open', 'regressed') ORDER BY last_ms DESC LIMIT 50" incidents --open -n 50
  beside "show ID" 50 "SELECT d.documents FROM ox_incident i, ox_document d WHERE i.id = '$id' AND d.cause = i.cause AND d.number <= i.number
    ORDER BY d.number DESC LIMIT 1;
    SELECT body FROM ox_occurrence WHERE incident = (SELECT number FROM ox_incident WHERE id = '$id') ORDER BY place DESC LIMIT 1" show "$id"
  beside "trace SUBJECT" 50 "SELECT sqlar_uncompress(data, byte_count) FROM ox_pack WHERE id IN
    (SELECT rowid FROM ox_event_word WHERE ox_event_word MATCH '\"${subject//./\" AND \"}\"')" trace "$subject"
  beside "search context:NAME" 50 "SELECT sqlar_uncompress(data, byte_count) FROM ox_pack WHERE id IN
    (SELECT rowid FROM ox_event_word WHERE ox_event_word MATCH '\"$context\"')" search "context:$context"
  beside "search, part of a rare word" 200 "SELECT sqlar_uncompress(data, byte_count) FROM ox_pack WHERE id IN
    (SELECT rowid FROM ox_event_part WHERE ox_event_part MATCH '$(pieces "$word")')" search "$word"
  beside "search -n 20, two usual words" 200 "SELECT sqlar_uncompress(data, byte_count) FROM ox_pack WHERE id IN
    (SELECT rowid FROM ox_event_word WHERE ox_event_word MATCH 'already AND exists') ORDER BY id DESC LIMIT 20" search already exists -n 20
  beside "stats --by cause, 90 days" 150 "SELECT i.cause, count(*) AS n, count(DISTINCT f.incident), max(f.time_ms) FROM ox_failure f
    JOIN ox_incident i ON i.number = f.incident GROUP BY 1 ORDER BY n DESC LIMIT 10" stats --by cause -S "$since" -U "$until"
  beside "report --month" 1500 "SELECT i.id, i.title, count(*), min(f.time_ms), max(f.time_ms), count(DISTINCT coalesce(f.mailbox, f.domain))
    FROM ox_failure f JOIN ox_incident i ON i.number = f.incident WHERE f.time_ms >= unixepoch('$month', 'start of month') * 1000
    AND f.time_ms < unixepoch('$month', 'start of month', '+1 month') * 1000 GROUP BY f.incident ORDER BY 5 DESC" report --month -S "$month"
  head_row "What they cost" "first"
  measure "oxtail report --month" "$oxtail" report --month -S "$month" --db "$database"
  make -s -C "$root" follow >/dev/null
  cp "$database" "$made/pruned.db"
  # The logs are of a winter long ago: what is kept is counted from today.
  "$release/follow" prune "$made/pruned.db" "$(query "SELECT (unixepoch() - max(time_ms) / 1000) / 86400 + 60 FROM ox_failure")"
  rm -f "$made"/pruned.db*
}

section_stages() {
  pair one-in-1000 1024 64 1000
  make -s -C "$root" stages >/dev/null
  local name files
  for name in one-in-1000 one-in-20 hosts; do
    [ -e "$directory/$name/.complete" ] || continue
    mapfile -t files < <(listed "$name")
    printf '\nStages, %s: ' "$name"
    "$release/stages" "${files[@]}"
  done
}

section_budgets() {
  make -s -C "$root" stages >/dev/null
  printf '\nAllocations of a record\n'
  "$release/stages" --budgets
}

section_follow() {
  make -s -C "$root" follow >/dev/null
  local follow=$release/follow
  printf '\nFollowing\n'
  "$follow" latency 20 1000
  "$follow" sustained 10 100
  "$follow" stop 100
  "$follow" burst 200
  "$follow" idle 200 60
  "$follow" idle 10000 20
  "$follow" restart 100 1000000
}

section_4gib() {
  if [ ! -e "$directory/four/.complete" ] && [ "$(df --output=avail -k "$directory" | tail -n 1)" -lt 6000000 ]; then
    printf '\nFour times as much: skipped, less than 6 GB of disk are free\n'
    return
  fi
  pair one-in-1000 1024 64 1000
  pair four 4096 256 1000
  local name files
  head_row "Peak memory by length" 1.1G
  for name in one-in-1000 four; do
    mapfile -t files < <(listed "$name")
    cat "${files[@]}" >/dev/null
    measure "oxtail scan, $(du -ch --apparent-size "${files[@]}" | tail -n 1 | cut -f 1)" "$oxtail" scan -q -o json "${files[@]}"
  done
}

for section in "${sections[@]}"; do
  declare -F "section_${section#--}" >/dev/null || { echo "run.sh: no section $section" >&2; usage >&2; exit 64; }
done
make -s -C "$root" build >/dev/null
echo "oxtail $(git -C "$root" describe --always --dirty=', with changes that are not committed'), release build"
echo "$(nproc) × $(lscpu | sed -n 's/^Model name: *//p'), $(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo), Linux $(uname -r)"
echo "load before: $(cut -d ' ' -f 1-3 /proc/loadavg); $(rg --version | sed -n 1p); $runs run(s) of each command"
for section in "${sections[@]}"; do "section_${section#--}"; done
