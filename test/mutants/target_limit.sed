# breaks: a LIMIT above does not bound what is asked for sub-selects
# file:   src/exec/ahead.c
# tests:  sql/ahead_target.sql
s/ahead->projects_late && !ahead->passes \? api_ahead_bound\(&ahead->css.ss.ps\) : -1/-1/
