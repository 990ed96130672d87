# breaks: rows whose conditions act are read ahead
# file:   src/plan/acts.c
# tests:  sql/ahead_target_write.sql
s/\(conditions_act\(rel->baserestrictinfo, relids, &picks\) \|\|/(false \&\&/
