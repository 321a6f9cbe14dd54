# shellcheck shell=bash
# For scripts that run a fresh machine: a chroot of this machine's Debian release. They need root.

release=$(. /etc/os-release && echo "$VERSION_CODENAME")
cache=${XDG_CACHE_HOME:-$HOME/.cache}/profile-browser-ci
minimal=$cache/minimal-$release

# Start the script again in private mount and PID namespaces, which end with it even if it is killed.
enter_namespaces() {
    [ "$(id -u)" = 0 ] || { echo 'Only root can create and enter a fresh machine.' >&2; exit 1; }
    local script=$PWD/.ci/${0##*/}
    [ "${INSIDE:-}" = "$script" ] ||
        INSIDE=$script exec unshare --mount --pid --fork --kill-child "$script" "$@"
    trap 'exit 130' INT
    trap 'exit 143' TERM
    mkdir -p "$cache"
    exec 9> "$cache/lock"
    flock --nonblock 9 || { echo 'Another run is using the fresh machine.' >&2; exit 1; }
}

# Run a command, and show the end of what it printed only if it fails.
quietly() {
    "$@" &> "$cache/log" || { tail -n 20 "$cache/log" >&2; exit 1; }
}

# Make the minimal Debian that is kept in $minimal, unless it is there.
make_minimal() {
    [ ! -e "$minimal.ready" ] || return 0
    echo "== a minimal Debian $release"
    rm -rf --one-file-system "$minimal"
    local mirror
    mirror=$(apt-get indextargets --format '$(SITE)' \
        'Created-By: Packages' 'Origin: Debian' "Codename: $release" | head -n 1)
    : "${mirror:?No apt mirror of Debian $release is configured on this machine}"
    quietly debootstrap --variant=minbase "$release" "$minimal" "$mirror"
    chroot "$minimal" useradd --create-home person
    touch "$minimal.ready"
}

# Package indexes are reached as on this machine: with its pip settings, its proxies and its certificates.
list_settings() {
    python3 -m pip config list | tac |  # environment variables come first and take precedence
        sed -nE "s/^[^=]*\.([a-z-]+)='(.*)'$/\1 \2/p" |
        while read -r name value; do
            tr '[:lower:]-' '[:upper:]_' <<< "PIP_$name" | tr '\n' '='
            echo "$value"
        done
    env | grep -iE '^((https?|all|no)_proxy|SSL_CERT_FILE|REQUESTS_CA_BUNDLE)=' || true
}
mapfile -t settings < <(list_settings)

# Give the chroot $root devices, the screens of X11, which runs outside, and this machine's sources of apt.
connect_root() {
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"  # and with it /dev/pts and /dev/shm
    mkdir -p /tmp/.X11-unix "$root/tmp/.X11-unix"
    mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
    apt-get indextargets --format 'deb $(SITE) $(RELEASE) $(COMPONENT)' \
        'Created-By: Packages' 'Origin: Debian' > "$root/etc/apt/sources.list"
    apt-config dump Acquire::http Acquire::https > "$root/etc/apt/apt.conf.d/90machine"
}

apt_in_root() {
    DEBIAN_FRONTEND=noninteractive quietly chroot "$root" apt-get -y "$@"
}

# Set `machine` to the command that runs a bash script as a person in $root, without a display.
as_person() {
    machine=(
        env -i DISPLAY= QT_SCALE_FACTOR=2 HOME=/home/person LC_ALL=C.UTF-8 PATH=/usr/bin:/bin
        "${settings[@]}" PIP_CONSTRAINT=/home/person/checkout/.ci/constraints.txt
        "$(command -v chroot)" --userspec=person:person "$root"
        bash -euo pipefail -c "$1"
    )
}

# Open the window that such a script starts, and look at it.
see_window_of_person() {
    as_person "$1"
    .ci/see_window bash -c 'exec "${@/#DISPLAY=/DISPLAY=$DISPLAY}"' - "${machine[@]}"
}
