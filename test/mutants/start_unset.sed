# breaks: a scan is started early before the values that it sends are set
# file:   src/exec/bind.c
# tests:  sql/async.sql
s/\(\(Param \*\) node\)->paramkind == PARAM_EXTERN/((Param *) node)->paramkind >= PARAM_EXTERN/
