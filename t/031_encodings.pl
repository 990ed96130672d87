# Databases whose encoding is not UTF-8: JSON is UTF-8 on the wire, each value is converted by itself, and
# what the encoding does not have is an error that names the column.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use Test::More;

my $node = new_node('encodings');
my $mock = ApiFdw::Mock->start;

# The statements in a database of that encoding, all text in UTF-8 on the client's side.
sub ask
{
	my ($encoding, $sql) = @_;
	my ($status, $out, $err) = $node->psql(lc "db_$encoding", "SET client_encoding = UTF8;\n$sql");
	$err =~ s/^psql:<stdin>:\d+: //mg;
	return $out . $err;
}

my $body = '[{"caf\u00e9": "gar\u00e7on", "plain": "a", "list": ["\u00e9", null], "doc": {"k": "\u00e9"}},'
  . ' {"café": "né", "plain": "N/É"}]';
(my $quoted = $body) =~ s/\\/\\\\/g;
$quoted =~ s/"/\\"/g;

for my $encoding (qw(LATIN1 UTF8 WIN1252))
{
	$node->safe_psql('postgres', "CREATE DATABASE \"db_\L$encoding\E\" TEMPLATE template0 ENCODING $encoding LC_COLLATE 'C' LC_CTYPE 'C'");
	my $answer = ask($encoding, <<"SQL");
CREATE EXTENSION api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url '${\ $mock->url}');
CREATE FOREIGN TABLE t ("café" text, plain varchar(4), list text[], doc json, length int OPTIONS (json_path '\$.none'))
  SERVER api OPTIONS (path '/json', null_values '["N/É"]', params '{"body": "$quoted"}');
SELECT "café", plain, list, doc ->> 'k', char_length("café"), octet_length("café") FROM t;
CREATE FOREIGN TABLE asked (what text OPTIONS (param 'what', param_only 'true')) SERVER api OPTIONS (path '/echo');
SELECT what FROM asked WHERE what = 'crème';
SQL
	my $bytes = $encoding eq 'UTF8' ? 1 : 0;
	is($answer, join("\n", 'garçon|a|{é,NULL}|é|6|' . (6 + $bytes), 'né||||2|' . (2 + $bytes), 'crème'), "$encoding: values, names, what is sent");
	like(join(' ', map { $_->{target} } $mock->requests), qr/what=cr%C3%A8me/, 'which goes out as UTF-8');
	$mock->reset;
}

# the euro is in WIN1252 and not in LATIN1, what is beyond both in neither
my $euro = q{ALTER FOREIGN TABLE t OPTIONS (SET params '{"body": "[{\"plain\": \"a\"}, {\"plain\": \"\u20ac\"}]"}'); SELECT plain FROM t;};
my $beyond = $euro =~ s/20ac/4e2d/r;
is(ask('WIN1252', $euro), "a\n€", 'the euro in WIN1252');
like(ask('LATIN1', $euro), qr/ERROR:  character with byte sequence 0xe2 0x82 0xac .*"LATIN1"\nCONTEXT:.*record 2, column "plain"/, 'and an error in LATIN1');
like(ask('WIN1252', $beyond), qr/ERROR:  character with byte sequence 0xe4 0xb8 0xad/, 'what is in neither');
like(ask('LATIN1', "ALTER FOREIGN TABLE t OPTIONS (ADD on_error 'ignore'); SELECT plain FROM t;"),
	qr/^aWARNING:  1 record with a value that does not fit/, 'is passed over where values may be');
# an error tells what was sent, as far as the encoding has it for sure
my $refused = q{CREATE FOREIGN TABLE refused (what text OPTIONS (param 'what', param_only 'true')) SERVER api OPTIONS (path '/status/400');
	SELECT what FROM refused WHERE what = 'crème';};
like(ask('LATIN1', $refused), qr/^CONTEXT:  foreign table "public.refused" of server "api", what="?cr\?\?me"?$/m, 'an error in LATIN1 tells where');
like(ask('UTF8', $refused), qr/^CONTEXT:  foreign table "public.refused" of server "api", what=crème$/m, 'and in UTF-8');
# and what the API says of it, even where the encoding lacks a character
my $said = q{ALTER FOREIGN TABLE t OPTIONS (ADD record_path '$.d', SET params '{"body": "{\"d\": [], \"error\": \"x%s\"}"}'); SELECT plain FROM t;};
like(ask('LATIN1', sprintf $said, 'n\u00e9 \u4e2d!'), qr/tells of an error\nDETAIL:  The response says "error": "xné \?!"\.$/m, 'LATIN1: what the API says');
like(ask('UTF8', sprintf $said, 'x' . '\u00e9' x 90), qr{DETAIL:  The response says "error": "xx(?:é){48}\.{4}$}m, 'UTF8: cut between characters');
my $odd = q{ALTER FOREIGN TABLE t OPTIONS (DROP record_path, SET params '{"body": "[{\"plain\": \"a\"}, {\"k\u4e2d\": 1}]"}'); SELECT plain FROM t;};
like(ask('LATIN1', $odd), qr/WARNING:  1 record .* has none of the members.*\nDETAIL:  GET .* record 2 has \$\.k\?\.$/m, 'LATIN1: names that it lacks are no error');
is(ask('LATIN1', 'SELECT count(*) FROM t;'), 2, 'and not looked at where nobody reads it');
my $beside = q{ALTER FOREIGN TABLE t OPTIONS (ADD record_path '$.d', SET params '{"body": "{\"d\": [{\"plain\": \"a\"}], \"error\": \"n\u00e9 \u4e2d\"}"}'); SELECT plain FROM t;};
like(ask('LATIN1', $beside), qr/^aWARNING: .*\nDETAIL:  .*"error": "né \?"/m, 'LATIN1: a warning of what the API says');

done_testing();
