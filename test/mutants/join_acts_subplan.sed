# breaks: what the plan of a sub-select does is read ahead
# file:   src/plan/acts.c
# tests:  sql/join_why.sql
s/IsA\(node, SubPlan\) && subplan_acts/false \&\& subplan_acts/
