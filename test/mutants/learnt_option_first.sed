# breaks: what was learnt goes before an option
# file:   src/plan/answers.c
# tests:  sql/learnt.sql
s/^	if \(config->rows > 0\)/	if (config->rows > 0 \&\& api_learnt_get(config, user, API_FACT_ROWS) == 0)/
