-- Where a column's value comes from: own name, descent, camelCase, json_path.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE posts (
  id int OPTIONS (param 'id'),
  title text,
  "user.login" text,
  "user.address.city" text,
  created_by text,
  label_names text[] OPTIONS (json_path '$.labels[*].name'),
  first_label text OPTIONS (json_path '$.labels[0].name'),
  no_label text OPTIONS (json_path '$.labels[99].name'),
  labels jsonb,
  "user" json,
  nothing text,
  meta jsonb,
  whole jsonb OPTIONS (json_path '$')
) SERVER api OPTIONS (path '/posts/{id}');
\x on
SELECT * FROM posts WHERE id = 1;
\x off
-- one column at a time reads the same
SELECT "user.login" FROM posts WHERE id = 1;
SELECT label_names FROM posts WHERE id = 1;
SELECT count(*) FROM posts WHERE id = 1;
-- whole-row references
SELECT (posts).title, (posts)."user.login" FROM posts WHERE id = 2;
-- filters on columns that are not selected
SELECT title FROM posts WHERE id IN (1, 2, 3) AND "user.login" IS NOT NULL ORDER BY title;
DROP SERVER api CASCADE;
