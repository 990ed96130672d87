# breaks: a new table is not checked where another of its name is found before it
# file:   src/sqlfn/check.c
# tests:  sql/check_commands.sql
s/^\tHeapTuple\ttuple = SearchSysCache1\(RELOID, ObjectIdGetDatum\(relid\)\);/\tHeapTuple\ttuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid = RangeVarGetRelid(stmt->relation, NoLock, true)));/
