# Shared by scripts/test: what failed is said once more at the end, in short, so that an
# output of which only the end is left has it.  To be sourced with work set.

# note_failed TITLE [START MORE] <LOG: of each failure, which a line of the pattern START
# begins, ten lines, those of the pattern MORE; where there is no such line, the last ten.
note_failed()
{
	{
		echo "$1:"
		awk -v start="${2:-}" -v more="${3:-}" '
			{ last[NR % 10] = $0 }
			start != "" && $0 ~ start { begun++; lines = 0 }
			begun && begun <= 20 && ($0 ~ start || $0 ~ more) && lines++ < 10 { print "  " substr($0, 1, 300) }
			END {
				if (begun > 20)
					print "  and " begun - 20 " more"
				for (i = NR - 9; !begun && i <= NR; i++)
					if (i > 0)
						print "  " substr(last[i % 10], 1, 300)
			}'
	} >>"$work/failures"
}

note_unit() { note_failed "unit $1" '^line [0-9]+:' '^'; }

# an assertion ends with the next line that is not of its diagnosis
note_tap() { grep -vE '^ok |^#   (Failed test|at )' | note_failed "tap $1.pl" '^not ok ' '^#'; }

note_sql() { grep -vE '^(---|\+\+\+) ' | note_failed "sql" '^diff ' '^[-+]'; }

# Prints all that was noted.
say_failures()
{
	[ ! -s "$work/failures" ] || { echo "failed:" && cat "$work/failures"; }
}
