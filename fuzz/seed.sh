#!/bin/sh
# Fills fuzz/corpus (never committed) from the pages of the cases: whole pages for page_readers, their page tags for page_tags, their short texts
# with digits for page_dates.
set -eu
cd "$(dirname "$0")"
mkdir -p corpus/page_readers corpus/page_tags corpus/page_dates
for page in ../tests/cases/pages/*/*.html; do
    name=$(echo "$page" | sed 's|.*/pages/||; s|/|-|')
    # The first byte says as what the page is read: as what it is, without and with an address (see properties/pages.rs).
    { printf '\006'; cat "$page"; } > "corpus/page_readers/$name"
    { printf '\204'; cat "$page"; } > "corpus/page_readers/url-$name"
    grep -aio '<meta[^>]*>' "$page" > "corpus/page_tags/$name" || rm "corpus/page_tags/$name"
    grep -ao '>[^<]*[0-9][^<]*<' "$page" | awk 'length($0) < 60' | head -n 3 | tr -d '<>' > "corpus/page_dates/$name"
done
