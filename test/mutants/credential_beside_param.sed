# breaks: a credential's parameter goes out beside one of the same name
# file:   src/rest/auth.c
# tests:  sql/credentials.sql
s/if \(!replace_url\(url, api_url_drop_query\(\*url, auth->params.items\[i\].name, NULL\)\)\)/if (*url == NULL)/
