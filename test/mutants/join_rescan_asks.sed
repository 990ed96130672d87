# breaks: each change of a parameter asks for all keys again
# file:   src/exec/join.c
# tests:  t/041_join.pl
s/ && \(join->inner_subplans \|\| bms_overlap\(changed, join->inner_params\)\)//
