-- One recipe for each style of paging, against APIs that speak it: as README has them.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
-- recipe: GitHub, Link headers
CREATE SERVER github FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url',
  headers '{"Accept": "application/vnd.github+json"}');
CREATE FOREIGN TABLE issues (number int, title text, state text OPTIONS (param 'state'), "user.login" text)
  SERVER github OPTIONS (path '/github/repos/postgres/postgres/issues', params '{"state": "all"}',
    pagination 'link_header', page_size '100', page_size_param 'per_page');
SELECT count(*), count(DISTINCT number), min(title), max("user.login") FROM issues;
SELECT count(*), count(DISTINCT number) FROM issues WHERE state = 'closed';
-- recipe: Stripe, the key of the last record
CREATE SERVER stripe FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE USER MAPPING FOR CURRENT_USER SERVER stripe OPTIONS (bearer_token 'sk_test_1');
CREATE FOREIGN TABLE charges (id text, amount bigint) SERVER stripe
  OPTIONS (path '/stripe/v1/charges', record_path '$.data', pagination 'cursor', cursor_param 'starting_after',
    cursor_path '$.data[last].id', has_more_path '$.has_more', page_size '100', page_size_param 'limit');
SELECT count(*), count(DISTINCT id), sum(amount) FROM charges;
-- recipe: Shopify, links that allow nothing beside them
CREATE SERVER shopify FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE orders (id bigint, name text) SERVER shopify
  OPTIONS (path '/shopify/admin/orders.json', params '{"status": "any"}', record_path '$.orders',
    pagination 'link_header', page_size '100', page_size_param 'limit');
SELECT count(*), count(DISTINCT id), sum(id) FROM orders;
-- recipe: Elasticsearch, search_after
CREATE SERVER elastic FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE hits (id int OPTIONS (json_path '$._source.id'), name text OPTIONS (json_path '$._source.name'))
  SERVER elastic OPTIONS (path '/elasticsearch/items/_search', record_path '$.hits.hits',
    body '{"size": 100, "track_total_hits": true, "sort": [{"id": "asc"}], "query": {"match_all": {}}, "search_after": {search_after}}',
    repeatable 'on',
    pagination 'cursor', cursor_param 'search_after', cursor_path '$.hits.hits[last].sort',
    total_path '$.hits.total.value');
SELECT count(*), count(DISTINCT id), sum(id) FROM hits;
-- recipe: CouchDB, bookmarks that never end
CREATE SERVER couch FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE docs (id int, state text) SERVER couch
  OPTIONS (path '/couchdb/db/_find', body '{"selector": {}, "limit": 100, "bookmark": {bookmark}}', repeatable 'on',
    record_path '$.docs', pagination 'cursor', cursor_param 'bookmark', cursor_path '$.bookmark',
    stop_on_empty 'on');
SELECT count(*), count(DISTINCT id), sum(id) FROM docs;
-- recipe: Slack, errors in a 200
CREATE SERVER slack FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', error_path '$.error');
CREATE FOREIGN TABLE channels (id text, name text) SERVER slack
  OPTIONS (path '/slack/api/conversations.list', record_path '$.channels', on_missing 'ignore',
    pagination 'cursor', cursor_param 'cursor', cursor_path '$.response_metadata.next_cursor',
    page_size '100', page_size_param 'limit');
\set VERBOSITY terse
SELECT count(*) FROM channels;
\set VERBOSITY default
CREATE USER MAPPING FOR CURRENT_USER SERVER slack OPTIONS (bearer_token 'xoxb-1');
SELECT count(*), count(DISTINCT id), max(name) FROM channels;
-- recipe: Kubernetes, limit and continue
CREATE SERVER k8s FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE pods ("metadata.name" text, "status.phase" text,
    version text OPTIONS (meta_path '$.metadata.resourceVersion'))
  SERVER k8s OPTIONS (path '/kubernetes/api/v1/pods', record_path '$.items', pagination 'cursor',
    cursor_param 'continue', cursor_path '$.metadata.continue', page_size '60', page_size_param 'limit');
SELECT count(*), count(DISTINCT "metadata.name"), min("status.phase"), min(version) FROM pods;
-- recipe: World Bank, a number of pages beside the records
CREATE SERVER worldbank FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE indicators ("country.id" text, date text, value numeric) SERVER worldbank
  OPTIONS (path '/worldbank/v2/country/all/indicator/SP.POP.TOTL', params '{"format": "json"}', record_path '$[1]',
    pagination 'page_number', page_param 'page', page_size '100', page_size_param 'per_page',
    total_path '$[0].total', total_pages_path '$[0].pages');
SELECT count(*), count(DISTINCT "country.id"), sum(value) FROM indicators;
-- recipe: SCIM, an index from 1
CREATE SERVER scim FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE users (id int, "userName" text, "name.familyName" text) SERVER scim
  OPTIONS (path '/scim/v2/Users', record_path '$.Resources', pagination 'offset', offset_param 'startIndex',
    start_offset '1', page_size '100', page_size_param 'count', total_path '$.totalResults');
SELECT count(*), count(DISTINCT id), max("userName") FROM users;
-- recipe: JSON:API, links found by auto
CREATE SERVER jsonapi FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url',
  headers '{"Accept": "application/vnd.api+json"}');
CREATE FOREIGN TABLE articles (id int, "attributes.title" text) SERVER jsonapi
  OPTIONS (path '/jsonapi/articles', params '{"page[size]": "50"}', record_path '$.data');
SELECT count(*), count(DISTINCT id), max("attributes.title") FROM articles;
-- recipe: HAL, pages from 0 and a total
CREATE SERVER hal FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE items (id int, name text) SERVER hal
  OPTIONS (path '/hal/items', record_path '$._embedded.items', pagination 'page_number', page_param 'page',
    start_page '0', page_size '50', page_size_param 'size', total_path '$.page.totalElements');
SELECT count(*), count(DISTINCT id), sum(id) FROM items;
-- recipe: OData, relative links and a count
CREATE SERVER odata FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE entities ("Id" int, "Name" text) SERVER odata
  OPTIONS (path '/odata/Items', params '{"$count": "true"}', record_path '$.value', pagination 'next_url',
    next_url_path '$."@odata.nextLink"', total_path '$."@odata.count"');
SELECT count(*), count(DISTINCT "Id"), sum("Id") FROM entities;
DROP SERVER github, stripe, shopify, elastic, couch, slack, k8s, worldbank, scim, jsonapi, hal, odata CASCADE;
