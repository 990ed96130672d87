# Shared by the scripts: packages, a private tree, a throwaway cluster.  To be sourced
# with root set to the checkout.
#
# Nothing installed is touched.  PostgreSQL finds its libraries and share files
# relative to its own program, so a private tree with a copy of the programs and links
# to all else can hold our extension beside what belongs to the system.

# Whatever the user's own clients are told must not reach ours.
for name in $(env | sed -nE 's/^(PG[A-Z]+)=.*/\1/p')
do
	unset "$name"
done

base_packages="gcc make pkg-config libc6-dev python3 curl ca-certificates libcurl4-openssl-dev libjson-c-dev zlib1g-dev"
fuzz_packages="clang llvm"
test_packages="libipc-run-perl perl openssl nginx-light prometheus python3-hpack util-linux procps valgrind"

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

# Builds the copy and installs it into the tree.  With sanitizers gcc warns of what is none.
build()
{
	flags=WERROR=1
	[ -z "${API_FDW_SANITIZE:-}" ] || flags=SANITIZE=1
	as_owner make -s -j2 -C "$work/src" PG_CONFIG="$pg_bin/pg_config" $flags all >"$work/build.log" 2>&1 &&
		as_owner make -s -C "$work/src" PG_CONFIG="$pg_bin/pg_config" $flags DESTDIR="$tree" install \
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
	# from here on there may be one to stop
	cluster=yes
	as_owner "$bin/pg_ctl" -D "$work/data" -s -w -l "$work/server.log" start \
		-o "-c listen_addresses='' -c unix_socket_directories='$work/socket' -c fsync=off" || {
		cat "$work/server.log"
		return 1
	}
	PGHOST=$work/socket PGPORT=5432 PGUSER=postgres PGDATABASE=postgres
	export PGHOST PGPORT PGUSER PGDATABASE
	PATH=$bin:$PATH
	export PATH
}

stop_cluster()
{
	[ -z "${cluster:-}" ] || as_owner "$bin/pg_ctl" -D "$work/data" -m immediate -s stop 2>/dev/null || true
	cluster=
}

# A mock API with the arguments given, in the background; its process is $mock.
start_mock()
{
	/usr/bin/python3 -B "$root/test/mock/mock_api.py" --watch-parent --port-file "$work/port" "$@" \
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

. "$root/scripts/packages.sh"
find_postgres
