#!/usr/bin/env bash
# Install the Debian packages that are missing. Arguments: the kinds wanted (bouw, looptijd, proef).
# Without root it prints the exact list and stops with exit code 3.
set -euo pipefail
cd "$(dirname "$0")"
export PYTHON="${PYTHON:-python3.11}"

ontbreekt=()
while read -r pakket soort anders; do
  [[ -z "$pakket" || "$pakket" == \#* ]] && continue
  [[ " $* " == *" $soort "* ]] || continue
  [[ "$(dpkg-query -W -f='${db:Status-Status}' "$pakket" 2>/dev/null)" == installed ]] && continue
  [[ -n "$anders" ]] && bash -c "$anders" >/dev/null 2>&1 </dev/null && continue
  ontbreekt+=("$pakket")
done <debian-pakketten.txt

[[ ${#ontbreekt[@]} -eq 0 ]] && exit 0
if [[ $EUID -ne 0 ]]; then
  {
    echo "Deze Debian-pakketten ontbreken: ${ontbreekt[*]}"
    echo "Installeer ze als beheerder en begin opnieuw:"
    echo "  sudo apt-get install --no-install-recommends ${ontbreekt[*]}"
  } >&2
  exit 3
fi
echo "Debian-pakketten installeren: ${ontbreekt[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -qq -y --no-install-recommends "${ontbreekt[@]}" >/dev/null
