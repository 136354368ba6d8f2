begin clock "$title_clock"
seen=yes
clock
ended
begin listing "$title_listing"
listing
ended
step=hashes
rm -f -- "$out/found.txt"
record end files "$copied" failures "$failures"
(
    cd -- "$out" || exit 1
    # shellcheck disable=SC2094  # the list leaves itself out
    find . -type f ! -path ./SHA256SUMS.txt ! -path ./log.txt ! -path ./custody.html -print | sort |
    while IFS= read -r file; do printf '%s  %s\n' "$(sha256 "$file")" "${file#./}"; done > SHA256SUMS.txt
)
whole=$(sha256 "$out/SHA256SUMS.txt")
slip "$whole"
printf '\n%s\n' "$say_done"
[ "$failures" = 0 ] || printf '%s: %s (log.txt)\n' "$say_some_failed" "$failures"
printf '%s\n\n    %s\n\n%s\n' "$say_write_down" "$(grouped "$whole")" "$out"
[ "$failures" = 0 ] || exit 3
