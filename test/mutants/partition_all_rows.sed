# breaks: rows of another partition than the one that is read are delivered
# file:   src/exec/fetch.c
# tests:  sql/partitions.sql
s/page->stands_in \|\| api_partition_has/page->stands_in || fetch->shared || !fetch->shared || api_partition_has/
