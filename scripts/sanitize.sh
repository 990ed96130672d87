# The whole backend under AddressSanitizer and UndefinedBehaviorSanitizer.  To be sourced
# behind lib.sh.
#
# The extension is built with them; their runtime must be the first library of the process,
# so a wrapper with the name of postgres preloads it.  A second library asks for memory
# before any other is initialised: else libgpg-error's constructor is the first to do so, in
# bindtextdomain(), which holds a lock of libc's that the runtime, starting up right there,
# asks for and gives back without having got it; the next bindtextdomain() then waits for
# ever, which is postgres's first call.

# Wraps the tree's postgres; what is found goes to $work/reports.
sanitize_tree()
{
	reports=$work/reports
	as_owner mkdir -p "$reports"
	printf '#include <stdlib.h>\nstatic void __attribute__((constructor)) first(void) { free(malloc(1)); }\n' \
		>"$work/first.c"
	gcc -shared -fPIC -O0 -o "$work/first.so" "$work/first.c" -Wl,-z,initfirst
	[ -e "$bin/postgres.real" ] || mv "$bin/postgres" "$bin/postgres.real"
	cat >"$bin/postgres" <<TEXT
#!/bin/bash
export LD_PRELOAD="$(gcc -print-file-name=libasan.so) $work/first.so"
export ASAN_OPTIONS="log_path=$reports/process:exitcode=99:quarantine_size_mb=16"
export LSAN_OPTIONS="exitcode=0"
export UBSAN_OPTIONS="log_path=$reports/process:exitcode=99:print_stacktrace=1"
exec -a "\$0" "\$0.real" "\$@"
TEXT
	chmod 755 "$bin/postgres"
}

# Prints each fault, and each leak with a frame of ours; false if there is one, or if nothing
# was looked at: PostgreSQL leaks a little itself, so that each process that ends has a report.
sanitize_judge()
{
	found=$(awk 'BEGIN { RS = ""; ORS = "\n\n" }
		/ERROR: AddressSanitizer:|runtime error:/ || /leak of [0-9]+ byte/ && / src\/[a-z]+\//' "$reports"/process.*)
	processes=$(find "$reports" -name 'process.*' | wc -l)
	[ -z "$found" ] || printf '%s\n' "$found" | head -n 200
	echo "sanitizers: $processes processes, $(printf '%s' "$found" | grep -cE 'ERROR: Addr|runtime error:|leak of') faults"
	[ -z "$found" ] && [ "$processes" -gt 0 ]
}
