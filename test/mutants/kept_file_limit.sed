# breaks: a file is written where temp_file_limit could end the statement
# file:   src/exec/hold.c
# tests:  t/046_kept.pl
s/^	if \(temp_file_limit >= 0 \|\| !api_stream/	if (!api_stream/
