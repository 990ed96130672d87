# What is missing is installed: as root, or by sudo.  To be sourced by lib.sh.

installed()
{
	# nginx comes in several flavours
	if [ "$1" = nginx-light ] && command -v /usr/sbin/nginx >/dev/null 2>&1
	then
		return 0
	fi
	dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
}

# How many packages that takes, with what they need, and their size: as far as the
# lists here know.
size_of_packages()
{
	# shellcheck disable=SC2048,SC2086
	plan=$(apt-get -s -q --no-install-recommends install $* 2>/dev/null | sed -nE 's/^Inst ([^ ]+) .*\(([^ ]+) .*/\1=\2/p')
	if [ -z "$plan" ]
	then
		echo "apt-get update will tell how many packages and bytes that is"
		return
	fi
	# shellcheck disable=SC2086
	apt-cache show --no-all-versions $plan 2>/dev/null | awk '
		/^Package: / {count++}
		/^Installed-Size: / {disk += $2}
		/^Size: / {download += $2}
		END {printf "%d packages with what they need, %.0f MB to download, %.0f MB on disk\n", count, download / 1e6, disk / 1e3}'
}

# Is there somebody to ask?
on_terminal()
{
	[ -t 0 ] && [ -t 2 ] && [ -z "${CI:-}" ]
}

# Sets run_as_root, or ends: nothing is done on a terminal by sudo that nobody has agreed to.
ask_for_root()
{
	run_as_root=
	[ "$(id -u)" -ne 0 ] || return 0
	if command -v sudo >/dev/null 2>&1
	then
		run_as_root=sudo
		if on_terminal
		then
			printf 'Install them with sudo? [Y/n] ' >&2
			read -r answer || answer=n
			case $answer in
				'' | [Yy]*) return 0 ;;
			esac
		elif sudo -n true 2>/dev/null
		then
			return 0
		fi
	fi
	say "packages are missing; please run as root: apt-get update && apt-get install --no-install-recommends$missing"
	exit 1
}

# Installs what is missing of the packages named; guest-install says how.
install_packages()
{
	missing=
	for package in "$@"
	do
		installed "$package" || missing="$missing $package"
	done
	[ -n "$missing" ] || return 0
	say "to be installed:$missing"
	# shellcheck disable=SC2086
	say "($(size_of_packages $missing))"
	ask_for_root
	# its text, not its path: root may not be able to read where the checkout is
	# shellcheck disable=SC2086
	$run_as_root sh -c "$(cat "$root/scripts/guest-install")" guest-install $missing >&2
}
