# Sourced by the scripts beside it: where installed peers live, and small helpers.
PEERS_HOME=${PEERS_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/wamp-peers}
peers=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export PYTHONDONTWRITEBYTECODE=1

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }
need() { local c; for c in "$@"; do command -v "$c" >/dev/null || die "$c is not installed"; done; }

# Debian packages, as root or by sudo.
apt_install() { # package...
    local as=()
    if [ "$(id -u)" != 0 ]; then need sudo; as=(sudo -n); fi
    say "installing $*"
    local log
    log=$(mktemp)
    { "${as[@]}" apt-get -q update && "${as[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -q install -y --no-install-recommends "$@"; } >"$log" 2>&1 </dev/null ||
        { tail -20 "$log" >&2; die "apt-get could not install $*"; }
    rm -f "$log"
}

# Waits in the background until a router answers, then prints READY; gives up when the router has gone.
announce() { # url
    local url=$1 router=$$
    (
        for _ in $(seq 240); do
            kill -0 "$router" 2>/dev/null || exit 0
            if python3 "$peers/wamp-hello.py" --quiet "$url"; then echo "READY $url"; exit 0; fi
            sleep 0.25
        done
        echo "NOT READY after a minute: $url"
    ) &
}
