# Shared by the scripts: packages, a private tree, a throwaway cluster.  To be sourced
# with root set to the checkout.
#
# Nothing installed is touched.  PostgreSQL finds its libraries and share files
# relative to its own program, so a private tree with a copy of the programs and links
# to all else can hold our extension beside what belongs to the system.

base_packages="gcc make pkg-config libc6-dev python3 curl ca-certificates libcurl4-openssl-dev libjson-c-dev zlib1g-dev"
fuzz_packages="clang llvm"
test_packages="libipc-run-perl perl openssl nginx-light prometheus util-linux procps valgrind"

# The PostgreSQL of PG_CONFIG; else the newest installed from Debian's packages; else
# the one of this Debian, which is installed then.  Sets pg_bin.
find_postgres()
{
	if [ -n "${PG_CONFIG:-}" ]
	then
		pg_bin=$("$PG_CONFIG" --bindir) || exit 1
		return
	fi
	version=$(ls /usr/lib/postgresql/*/bin/postgres 2>/dev/null | cut -d / -f 5 | sort -n | tail -n 1)
	case ${version:-$(sed -n 's/^VERSION_ID="*\([0-9]*\).*/debian-\1/p' /etc/os-release)} in
		debian-12) version=15 ;;
		debian-13) version=17 ;;
		debian-* | '') version=18 ;;
	esac
	pg_bin=/usr/lib/postgresql/$version/bin
	base_packages="$base_packages postgresql-$version postgresql-server-dev-$version"
}

say()
{
	printf '%s\n' "$*" >&2
}

installed()
{
	# nginx comes in several flavours
	if [ "$1" = nginx-light ] && command -v /usr/sbin/nginx >/dev/null 2>&1
	then
		return 0
	fi
	dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
}

# Installs what is missing of the packages named, without starting their services.
install_packages()
{
	missing=
	for package in "$@"
	do
		installed "$package" || missing="$missing $package"
	done
	[ -n "$missing" ] || return 0
	if [ "$(id -u)" -eq 0 ]
	then
		run_as_root=
	elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null
	then
		run_as_root=sudo
	else
		say "packages are missing; please run as root: apt-get install --no-install-recommends$missing"
		exit 1
	fi
	say "installing:$missing"
	$run_as_root sh -c "$(services_off)
		apt-get update -q && DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -q --no-install-recommends $missing" >&2
}

# Shell text that keeps packages from starting services or making clusters for as long
# as it runs.
services_off()
{
	cat <<'TEXT'
		set -e
		policy=/usr/sbin/policy-rc.d
		cluster=/etc/postgresql-common/createcluster.conf
		mine=
		if [ ! -e "$policy" ]
		then
			printf '#!/bin/sh\nexit 101\n' >"$policy"
			chmod 755 "$policy"
			mine="$policy"
		fi
		if [ ! -e "$cluster" ]
		then
			mkdir -p /etc/postgresql-common
			echo 'create_main_cluster = false' >"$cluster"
			mine="$mine $cluster"
		fi
		trap 'rm -f $mine' EXIT
TEXT
}

# A directory of our own ($1, or a new one) that the server's user can reach, and the
# current one from here on: it may not be able to reach where we came from.
make_work()
{
	work=${1:-$(mktemp -d "${TMPDIR:-/tmp}/api_fdw.XXXXXX")}
	mkdir -p "$work"
	chmod 755 "$work"
	if [ "$(id -u)" -eq 0 ]
	then
		owner=postgres
		chown postgres "$work"
	else
		owner=
	fi
	cd "$work" || exit 1
}

# PostgreSQL does not run as root; everything of the cluster is done by its owner.
as_owner()
{
	if [ -n "$owner" ]
	then
		setpriv --reuid="$owner" --regid="$owner" --init-groups env HOME="$work" "$@"
	else
		"$@"
	fi
}

# The checkout as the owner sees it: a copy of the sources, built there.
copy_sources()
{
	mkdir "$work/src"
	(cd "$root" && tar -cf - --exclude=./.git --exclude='*.o' --exclude='*.so' --exclude='*.d' \
		--exclude='*.bc' --exclude=./results --exclude=./tmp_check --exclude=./test/unit/bin .) |
		tar -xf - -C "$work/src"
	[ -z "$owner" ] || chown -R "$owner" "$work/src"
}

# The private tree in $work/tree, its programs in $bin.
make_tree()
{
	tree=$work/tree
	bin=$tree$pg_bin
	for dir in "$("$pg_bin/pg_config" --pkglibdir)" "$("$pg_bin/pg_config" --sharedir)" \
		"$("$pg_bin/pg_config" --sharedir)/extension"
	do
		rm -rf "${tree:?}$dir"
		mkdir -p "$tree$dir"
		ln -s "$dir"/* "$tree$dir/"
	done
	mkdir -p "$bin"
	cp "$pg_bin"/* "$bin/"
	find "$tree" -name 'api_fdw*' -delete
	[ -z "$owner" ] || chown -R "$owner" "$tree"
}

# Builds the copy and installs it into the tree.
build()
{
	as_owner make -s -j2 -C "$work/src" PG_CONFIG="$pg_bin/pg_config" WERROR=1 all >"$work/build.log" 2>&1 &&
		as_owner make -s -C "$work/src" PG_CONFIG="$pg_bin/pg_config" DESTDIR="$tree" install \
			>>"$work/build.log" 2>&1 || {
		cat "$work/build.log"
		say "the build failed"
		return 1
	}
}

start_cluster()
{
	as_owner mkdir "$work/socket"
	as_owner "$bin/initdb" -D "$work/data" -U postgres -A trust -N --encoding=UTF8 --locale=C.UTF-8 \
		>"$work/initdb.log" 2>&1 || {
		cat "$work/initdb.log"
		return 1
	}
	as_owner "$bin/pg_ctl" -D "$work/data" -s -w -l "$work/server.log" start \
		-o "-c listen_addresses='' -c unix_socket_directories='$work/socket' -c fsync=off" || {
		cat "$work/server.log"
		return 1
	}
	cluster=yes
	PGHOST=$work/socket PGPORT=5432 PGUSER=postgres PGDATABASE=postgres
	export PGHOST PGPORT PGUSER PGDATABASE
	PATH=$bin:$PATH
	export PATH
}

stop_cluster()
{
	[ -z "${cluster:-}" ] || as_owner "$bin/pg_ctl" -D "$work/data" -m immediate -s stop || true
	cluster=
}

# A mock API with the arguments given, in the background; its process is $mock.
start_mock()
{
	/usr/bin/python3 -B "$root/test/mock/mock_api.py" --port-file "$work/port" "$@" \
		>"$work/mock.log" 2>&1 &
	mock=$!
	tries=0
	until [ -s "$work/port" ]
	do
		tries=$((tries + 1))
		[ "$tries" -lt 200 ] || { cat "$work/mock.log"; return 1; }
		sleep 0.05
	done
	MOCK_URL=http://127.0.0.1:$(cat "$work/port")
	export MOCK_URL
}

find_postgres
