set -u
umask 077
LC_ALL=C
export LC_ALL

usage() {
    printf '%s\n' "$say_usage"
    exit 2
}

root=''
here=$(dirname -- "$0")
base=$here/collected
if [ -d "$here/../tool" ]; then base=$here/../collected; fi
hashing=no
while [ $# -gt 0 ]; do
    case $1 in
        --root) [ $# -ge 2 ] || usage; root=${2%/}; shift 2 ;;
        --out) [ $# -ge 2 ] || usage; base=$2; shift 2 ;;
        --hash) hashing=yes; shift ;;
        *) usage ;;
    esac
done
if [ -n "$root" ] && [ ! -d "$root" ]; then
    printf '%s: %s\n' "$say_no_root" "$root" >&2
    exit 2
fi

host=$(hostname 2>/dev/null || uname -n)
if [ -n "$root" ] && [ -r "$root/etc/hostname" ]; then
    read -r host < "$root/etc/hostname" || true
fi
host=${host%%.*}
started=$(date '+%Y-%m-%d %H:%M:%S %z')
out=$base/${host}_$(date +%Y%m%d-%H%M%S)
if ! mkdir -p -- "$out/files" "$out/volatile"; then
    printf '%s: %s\n' "$say_cannot_write" "$out" >&2
    exit 1
fi
manifest=$out/collection.jsonl
log=$out/log.txt
failures=0
copied=0
step=begin

utc() { date -u +%Y-%m-%dT%H:%M:%SZ; }

# One text as the inside of a JSON string (RFC 8259): control signs other than tab are dropped.
escaped() {
    printf '%s' "$1" | tr '\n' ' ' | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/	/\\t/g' | tr -d '\000-\037'
}

# record KIND NAME VALUE ...: one line of the manifest; #NAME stands for a number.
record() {
    line=$(printf '{"sekisho":"%s","@timestamp":"%s","host.name":"%s"' "$1" "$(utc)" "$(escaped "$host")")
    shift
    while [ $# -ge 2 ]; do
        case $1 in
            '#'*) line=$line,\"${1#?}\":$2 ;;
            *) [ -z "$2" ] || line=$line,\"$1\":\"$(escaped "$2")\" ;;
        esac
        shift 2
    done
    printf '%s}\n' "$line" >> "$manifest"
}

failure() {
    failures=$((failures + 1))
    record failure collection.step "$step" file.path "$1" event.reason "$2"
    printf '%s %s: %s: %s\n' "$(date '+%Y-%m-%d %H:%M:%S')" "$step" "$1" "$2" >> "$log"
}

sha256() {
    if command -v sha256sum > /dev/null 2>&1; then sha256sum < "$1" | cut -d ' ' -f 1
    elif command -v openssl > /dev/null 2>&1; then openssl dgst -sha256 < "$1" | sed 's/.* //'
    else shasum -a 256 < "$1" | cut -d ' ' -f 1; fi
}

# Seconds since 1970 of the last writing, as UTC; nothing where the system cannot say.
written() {
    seconds=$(stat -c %Y -- "$1" 2>/dev/null) || return 0
    date -u -d "@$seconds" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || return 0
}

made() {
    copied=$((copied + 1))
    size=$(wc -c < "$out/$1")
    record copy collection.step "$step" collection.path "$1" file.path "$2" '#file.size' $((size)) \
        file.hash.sha256 "$(sha256 "$out/$1")" file.mtime "$3"
}

copy() {
    original=${1#"$root"}
    target=files$original
    mkdir -p -- "$(dirname -- "$out/$target")"
    # read with cat, so that a device or a link is never made again on the stick
    if cat -- "$1" > "$out/$target" 2>> "$log"; then
        touch -r "$1" -- "$out/$target" 2>> "$log"
        made "$target" "$original" "$(written "$1")"
    else
        failure "$original" "cannot be read"
        rm -f -- "$out/$target"
    fi
}

# Everything of one pattern: files, and what lies in folders; links are not followed below.
each() {
    for found in "$@"; do
        [ -e "$found" ] || continue
        seen=yes
        find "$found" -type f -print 2>> "$log" > "$out/found.txt" || failure "${found#"$root"}" "cannot be listed"
        if [ -L "$found" ] && [ -f "$found" ]; then printf '%s\n' "$found" > "$out/found.txt"; fi
        while IFS= read -r file; do copy "$file"; done < "$out/found.txt"
    done
}

program() {
    name=$1
    shift
    command -v "$1" > /dev/null 2>&1 || return 0
    seen=yes
    if ! "$@" > "$out/volatile/$name" 2>> "$log" < /dev/null; then failure "$*" "exit code"; fi
    made "volatile/$name" "$*" ''
}

begin() {
    step=$1
    seen=no
    number=$((number + 1))
    printf '[%s/%s] %s\n' "$number" "$steps" "$2"
}

ended() {
    if [ "$seen" = yes ]; then outcome=success; else outcome=''; printf '  %s\n' "$say_not_there"; fi
    record step collection.step "$step" event.outcome "$outcome"
}

clock() {
    if [ ! -t 0 ]; then record clock event.reason 'nobody told the time'; return; fi
    printf '%s\n' "$say_clock_ask"
    IFS= read -r told || told=''
    reached=$(utc)
    told=$(printf '%s' "$told" | tr -cd '0-9')
    case $told in
        [0-9][0-9][0-9][0-9][0-9][0-9])
            hms=$(printf '%s' "$told" | sed 's/\(..\)\(..\)\(..\)/\1:\2:\3/')
            zone=$(date +%z | sed 's/\(.\)\(..\)\(..\)/\1 \2 \3/')
            # shellcheck disable=SC2086  # three words on purpose
            set -- $zone
            minutes=$((${2#0} * 60 + ${3#0}))
            [ "$1" = + ] || minutes=-$minutes
            record clock clock_pc "$reached" clock_told "$hms" clock_uncertainty_s 2 \
                '#utc_offset_minutes' "$minutes" ;;
        *) record clock event.reason 'nobody told the time' ;;
    esac
}

# The folders that smb.conf shares; those named for each user (%U) are none.
shared() {
    for conf in "$root"/etc/samba/smb.conf "$root"/usr/local/samba/etc/smb.conf; do
        [ -r "$conf" ] || continue
        sed -n 's/^[[:space:]]*path[[:space:]]*=[[:space:]]*\(.*[^[:space:]]\)[[:space:]]*$/\1/p' "$conf"
    done | sort -u | while IFS= read -r share; do
        case $share in *%*) continue ;; esac
        if [ -d "$root$share" ]; then printf '%s\n' "$root$share"; fi
    done
}

# Every file of the shares with size and times; a second record with its hash when asked for.
listing() {
    list=$out/files/listing.jsonl
    shared > "$out/found.txt"
    [ -s "$out/found.txt" ] || return 0
    seen=yes
    while IFS= read -r share; do
        find "$share" -type f -exec stat -c '%s	%Y	%X	%n' {} + 2>> "$log" | as_records
        if [ "$hashing" = yes ]; then
            find "$share" -type f -exec sha256sum {} + 2>> "$log" | as_hashes
        fi
    done < "$out/found.txt" > "$list"
    made files/listing.jsonl listing ''
}

# Lines "size, written, read, name" to records; the calendar is that of the proleptic year.
as_records() {
    sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' | awk -F '	' -v start="$(head_of_file)" -v skip="${#root}" '
    function day(at,    z, era, doe, yoe, doy, mp, d, m, y, s) {
        z = int(at / 86400); s = at - z * 86400; z += 719468
        era = int(z / 146097); doe = z - era * 146097
        yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
        doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100)); mp = int((5 * doy + 2) / 153)
        d = doy - int((153 * mp + 2) / 5) + 1; m = mp < 10 ? mp + 3 : mp - 9
        y = yoe + era * 400 + (m <= 2)
        return sprintf("%04d-%02d-%02dT%02d:%02d:%02dZ", y, m, d, s / 3600, s % 3600 / 60, s % 60)
    }
    NF >= 4 {
        name = $4
        for (i = 5; i <= NF; i++) name = name "\\t" $i
        printf "%s,\"file.path\":\"%s\",\"file.size\":%.0f,\"file.mtime\":\"%s\",\"file.accessed\":\"%s\"}\n", start, substr(name, skip + 1), $1, day($2), day($3)
    }'
}

# Lines of sha256sum to records: it has written odd names with backslashes, as JSON does.
as_hashes() {
    sed -e 's/^\\//' -e 's/"/\\"/g' -e 's/	/\\t/g' | awk -v start="$(head_of_file)" -v skip="${#root}" '{
        printf "%s,\"file.path\":\"%s\",\"file.hash.sha256\":\"%s\"}\n", start, substr($0, 67 + skip), substr($0, 1, 64)
    }'
}

# The beginning of a file's record; awk takes a backslash in a value for its own.
head_of_file() {
    printf '{"sekisho":"file","@timestamp":"%s","host.name":"%s"' "$(utc)" "$(escaped "$host")" | sed 's/\\/\\\\/g'
}

grouped() { printf '%s' "$1" | sed 's/..../& /g' | tr 'a-f' 'A-F'; }

# A token of the slip: & and / would mean something to sed, < and & to the page.
token() { printf '%s' "$1" | sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/[\/&\\]/\\&/g'; }

slip() {
    page=$here/custody.html
    [ -r "$page" ] || return 0
    sed -e "s/@@host@@/$(token "$host")/" -e "s/@@folder@@/$(token "${out##*/}")/" \
        -e "s/@@started@@/$(token "$started")/" -e "s/@@finished@@/$(date '+%Y-%m-%d %H:%M:%S %z')/" \
        -e "s/@@user@@/$(token "$(id -un)")/" -e "s/@@files@@/$copied/" -e "s/@@failures@@/$failures/" \
        -e "s/@@hash@@/$(grouped "$1")/" -e "s/@@version@@/$(token "$version")/" \
        -e "s/@@admin@@/$(token "$admin")/" "$page" > "$out/custody.html"
}

if [ "$(id -u)" = 0 ]; then admin=$say_yes; is_admin=true; else admin=$say_no; is_admin=false; printf '%s\n' "$say_not_root"; fi
printf '%s\n' "$say_welcome"
record begin collection.version "$version" user.name "$(id -un)" admin "$is_admin" resumed false \
    os "$(uname -srm)" root "$root" time_zone "$(date +%Z)"
number=0
