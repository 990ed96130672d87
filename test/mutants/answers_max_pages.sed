# breaks: more pages are expected than max_pages lets be asked for
# file:   src/plan/answers.c
# tests:  sql/answers.sql
s/^	return most > 0 \? Min\(pages, most\) : pages;/	return most < 0 ? Min(pages, most) : pages;/
