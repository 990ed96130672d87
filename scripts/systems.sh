# Other Debians, each in a directory below $dir, made by debootstrap once.  To be sourced
# after lib.sh, by root.  All that runs in them does so in mount and process namespaces of
# its own: whatever happens, nothing stays mounted and nothing runs on.

dir=${API_FDW_VERSIONS_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/api_fdw-versions}
mirror=http://deb.debian.org/debian
system=
inside=

suite_of()
{
	case $1 in
		15) echo bookworm ;;
		17) echo trixie ;;
		18) echo forky ;;
		*) say "no Debian is known to have PostgreSQL $1; there are 15, 17 and 18"; return 1 ;;
	esac
}

# Runs a command where its mounts and processes end with it.
apart()
{
	unshare --mount --propagation private --pid --fork --kill-child "$@" &
	inside=$!
	wait "$inside"
	status=$?
	inside=
	return "$status"
}

# The system of a suite, made if it is missing: whole or not at all.
make_system()
{
	[ ! -x "$system/usr/bin/apt-get" ] || return 0
	say "making $system"
	script=/usr/share/debootstrap/scripts/$1
	[ -e "$script" ] || script=/usr/share/debootstrap/scripts/sid
	rm -rf "$system.new"
	apart debootstrap --variant=minbase "$1" "$system.new" "$mirror" "$script" >&2 || {
		say "debootstrap failed; see $system.new/debootstrap"
		return 1
	}
	# the lists of a suite that is not released expire early
	echo 'Acquire::Check-Valid-Until "false";' >"$system.new/etc/apt/apt.conf.d/90api_fdw"
	mv "$system.new" "$system"
}

# Runs a command as root in the system, with what it needs of /proc and /dev, and those
# variables of ours that mean something there.
enter()
{
	for name in $(env | sed -nE 's/^(API_FDW_[A-Z_]*|https?_proxy)=.*/\1/p')
	do
		eval "set -- \"$name=\$$name\" \"\$@\""
	done
	set -- /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		HOME=/srv/api_fdw TMPDIR=/srv/api_fdw/tmp LC_ALL=C.UTF-8 "$@"
	# shellcheck disable=SC2016
	apart sh -c '
		set -e
		mount -t proc proc "$1/proc"
		mount --rbind /dev "$1/dev"
		mount -t tmpfs -o mode=1777 tmpfs "$1/dev/shm"
		exec chroot "$@"' sh "$system" "$@"
}
