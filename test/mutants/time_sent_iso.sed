# breaks: a time goes out as ISO 8601 whatever its column's time_format is
# file:   src/exec/render.c
# tests:  sql/time_sent.sql
s/return render_text\(text\);/return iso;/
