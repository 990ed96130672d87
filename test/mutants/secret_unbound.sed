# breaks: secrets are sent whatever they are bound to
# file:   src/rest/origins.c
# tests:  sql/secret_origins.sql
s/if \(!api_origins_needed\(mapping\) \|\| covers/if (true || covers/
