#!/usr/bin/env bash
# Builds the last commit twice, in two fresh folders, and compares every jar byte by byte.
# Usage: scripts/reproducible.sh [further Maven options]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for round in first second; do
  git clone -q "$root" "$work/$round"
  (cd "$work/$round" && mvn -B -ntp -q -DskipTests "$@" package)
  (cd "$work/$round" && find . -path '*/target/*.jar' -type f | sort | xargs sha256sum) > "$work/$round.sums"
done

if ! diff "$work/first.sums" "$work/second.sums"; then
  echo "The jars above differ between two builds of one commit." >&2
  exit 1
fi
echo "$(wc -l < "$work/first.sums") jars are the same in both builds."
