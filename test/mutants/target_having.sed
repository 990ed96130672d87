# breaks: groups whose HAVING acts are read ahead
# file:   src/plan/ahead_target.c
# tests:  sql/ahead_target_write.sql
s|api_acts_when_read\(root, NULL, \(List \*\) root->parse->havingQual\);|false;|
