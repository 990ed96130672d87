# breaks: an object where the list was is no record
# file:   src/json/projection.c
# tests:  test/unit/test_record_path.c
s/^(\tif \(want->holds) \&\& step->kind != API_STEP_ANY_MEMBER\)/\1 \&\& step->kind == API_STEP_INDEX)/
