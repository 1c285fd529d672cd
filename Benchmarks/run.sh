#!/usr/bin/env bash
# run.sh [DIRECTORY] [--4gib]: builds oxtail and two corpora if they are missing, then measures scan and index beside other readers of the
# same files, with a warm cache. Corpora lie in DIRECTORY, by default in $TMPDIR. --4gib also shows the memory that four times as much takes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
directory=${TMPDIR:-/tmp}/oxtail-benchmarks
large=
for argument; do
  case $argument in --4gib) large=yes ;; *) directory=$argument ;; esac
done
make -C "$here/.." build >/dev/null
oxtail=$here/../.build/release/oxtail

corpus() { # NAME OX_MIB PLESK_MIB ONE_IN
  [ -e "$directory/$1/ox1/open-xchange.log.0" ] && return
  swift run -c release --package-path "$here" corpus "$directory/$1" "$2" "$3" "$4" >/dev/null
}
measure() { # LABEL COMMAND...: CPU seconds are user and system together
  local label=$1; shift
  /usr/bin/time -o "$directory/time" -f '%U %S %e %M' "$@" >/dev/null || true
  read -r user system wall memory < <(tail -n 1 "$directory/time")
  awk -v l="$label" -v u="$user" -v s="$system" -v w="$wall" -v m="$memory" -v f="$directory/oxtail-cpu" 'BEGIN {
    cpu = u + s
    if (l == "oxtail scan") print cpu > f; else getline first < f
    ratio = l == "oxtail scan" || cpu == 0 ? "" : sprintf("  scan takes %.2f times its CPU", first / cpu)
    printf "  %-12s %6.2f s CPU  %6.2f s wall  %8.1f MiB%s\n", l, cpu, w, m / 1024, ratio }'
}
mkdir -p "$directory"
for one_in in 1000 20; do
  corpus "one-in-$one_in" 1024 64 "$one_in"
  files=("$directory/one-in-$one_in"/*/*)
  cat "${files[@]}" >/dev/null
  echo "one record in $one_in is provisioning, $(du -ch --apparent-size "${files[@]}" | tail -n 1 | cut -f 1)"
  measure "oxtail scan" "$oxtail" scan "${files[@]}"
  rm -rf "$directory/index" && mkdir "$directory/index"
  measure "oxtail index" "$oxtail" index "${files[@]}" --db "$directory/index/oxtail.db"
  measure "rg -c -F -f" rg -c -F -f "$here/catalogue.txt" "${files[@]}"
  measure "wc -l" wc -l "${files[@]}"
  if command -v lnav >/dev/null; then measure "lnav -n" lnav -n -c ';SELECT count(*) FROM all_logs' "${files[@]}"; fi
done
if [ -n "$large" ]; then
  corpus four 4096 256 1000
  echo "four times as much"
  measure "oxtail scan" "$oxtail" scan "$directory/four"/*/*
fi
