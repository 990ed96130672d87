# What a hint shows to be pasted is SQL: in the messages of all expected files, and
# for names that have to be quoted.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use JSON::PP;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('hints');
my $mock = ApiFdw::Mock->start;
my $url = $mock->url;

sub run { my ($status, $out, $err) = $node->psql('postgres', "SET client_min_messages = warning; $_[0]"); return ($out, $err); }

sub answers { $mock->ask('POST', '/_mock/script', encode_json([ { target => '*', @_ } ])); return; }

# ---- the expected files

my %place = map { split /\|/ } split /\n/, $node->safe_psql('postgres',
	"SELECT name || '|' || CASE WHEN 'table' = ANY (allowed_on) THEN 1 WHEN 'column' = ANY (allowed_on) THEN 2
		WHEN 'server' = ANY (allowed_on) THEN 3 ELSE 4 END FROM api_fdw_options()");
my @catalogs = ('', 'pg_foreign_table', 'pg_attribute', 'pg_foreign_server', 'pg_user_mapping');
my $names = join '|', sort keys %place;
my (%statements, %options);
for my $file (glob "$FindBin::RealBin/../expected/*.out")
{
	for my $line (grep { /HINT:|Perhaps/ } split /\n/, slurp_file($file))
	{
		$statements{$1} = 1 while $line =~ /\b((?:ALTER|CREATE) [A-Z]+(?: [A-Z]+)* (?!\.\.\.)[^;]*? OPTIONS \(.*?'\))(?=[.; ]|$)/g;
		$options{$1}{$2} = 1 while $line =~ /\b($names)(?: to)? ('(?:[^']|'')*')/g;
	}
}
cmp_ok(scalar(keys %statements), '>=', 4, 'hints have statements');
cmp_ok(scalar(map { keys %$_ } values %options), '>=', 50, 'hints have options');
is((run("DO \$do\$ BEGIN IF false THEN $_; END IF; END \$do\$"))[1], '', "parses: $_") for grep { !/ \.\.\. / } sort keys %statements;
for my $name (sort keys %options)
{
	my @pairs = sort keys %{ $options{$name} };
	my $sql = join '', map { "SELECT api_fdw_validator(ARRAY['$name=' || $_], '$catalogs[$place{$name}]'::regclass);\n" } @pairs;
	my ($out, $err) = run($sql);
	unlike($err, qr/invalid value|syntax|unterminated/, "$name is given values that it takes");
}

# ---- names that have to be quoted

my $schema = q{"Sche""ma's.x"};
my $server = q{"Ser""v'er.x"};
my $table = qq{$schema."Ta""b'le.x"};
my $column = q{"Co""l'u.mn"};
my $records = [ map { { id => $_, name => "n$_" } } 1 .. 3 ];
run("CREATE SCHEMA $schema; CREATE SERVER $server FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url '$url', max_retries '0')");

sub make
{
	my ($columns, $options) = @_;
	is((run("DROP FOREIGN TABLE IF EXISTS $table; CREATE FOREIGN TABLE $table (id int, $columns) SERVER $server OPTIONS (path '/x'" . ($options // '') . ")"))[1], '', 'made');
	return;
}

# Gives the part of an error's hint that the pattern takes, which must be there.
sub hinted
{
	my ($what, $sql, $pattern) = @_;
	my ($out, $err) = run($sql);
	like($err, $pattern, "$what: the hint") or return '';
	$err =~ $pattern;
	return $1;
}

for my $given ('', "json_path '\$.none'", "param_only 'off'", "param_in 'comma', param_in_max '7'", "json_path '\$.none', param_in 'repeat', param_only 'off'")
{
	answers(json => $records);
	make("$column text OPTIONS (param 'p'" . ($given ? ", $given" : '') . ')');
	my $alter = hinted("shown, $given", "SELECT count(*) FROM $table WHERE $column <> 'x'", qr/(ALTER FOREIGN TABLE .*?\))\.(?:  |$)/m);
	is_deeply([ run("$alter; SELECT count(*) FROM $table WHERE $column = 'x'") ], [ '3', '' ], "shown, $given: pasted") if $alter;
}

answers(json => [ { id => 1, q{Co"l'u} => { mn => 'read' } } ]);
make("$column text");
my $alter = hinted('renamed', "ALTER FOREIGN TABLE $table RENAME COLUMN $column TO other", qr/HINT:\s+(ALTER .*\)) has it/);
is_deeply([ run("$alter; SELECT other FROM $table") ], [ 'read', '' ], 'renamed: pasted');

answers(json => {}, status => 401, headers => [ [ 'WWW-Authenticate', 'Bearer realm="x"' ] ]);
my $create = hinted('mapping', "SELECT * FROM $table", qr/(CREATE USER MAPPING .*\))\.$/m);
is((run("$create; DROP USER MAPPING FOR CURRENT_USER SERVER $server"))[1], '', 'mapping: pasted');

# ---- what an API names

answers(json => { "it's" => { a => $records->[0], b => $records->[1] } });
make('name text', q{, record_path '$."it''s"'});
my $path = hinted('map', "SELECT * FROM $table", qr/(record_path '.*') reads/);
$path =~ s/^record_path/SET record_path/;
is_deeply([ run("ALTER FOREIGN TABLE $table OPTIONS ($path); SELECT count(*) FROM $table") ], [ '2', '' ], 'map: pasted');

my @ten = map { { id => $_ } } 1 .. 10;
my %bodies = (
	'total' => { data => \@ten, "o'meta" => { total => 50 } }, 'pages' => { "it's" => \@ten, total_pages => 5 },
	'token' => { data => \@ten, "paging's" => { next_cursor => "a'b" } }, 'link' => { data => \@ten, q{me"t'a} => { next => "$url/x?page=2" } },
	'more' => { data => \@ten, "has'more" => JSON::PP::true, has_more => JSON::PP::true },
	'offset' => { data => \@ten, paging => { "off'set" => 0, offset => 0, total => 50 } },
	'last' => { data => \@ten, links => { last => "$url/x?page'a=5&per_page=10" } },
	'long' => { data => \@ten, 'p' x 150 => { meta => { pagination => { total_pages => 50 } } } });
for my $kind (sort keys %bodies)
{
	my ($list) = grep { ref $bodies{$kind}{$_} eq 'ARRAY' } keys %{ $bodies{$kind} };
	$list =~ s/'/''/g;
	answers(json => $bodies{$kind});
	make('name text', qq{, record_path '\$."$list"'});
	my ($out, $err) = run("SELECT count(*) FROM $table");
	my ($pasted) = $err =~ /Perhaps (.*?)(?:;|\.$)/m;
	next unless defined $pasted;
	unlike($pasted, qr/ppp/, "$kind: names that were cut are in no path");
	($out, $err) = run("CREATE FOREIGN TABLE pasted (id int) SERVER $server OPTIONS (path '/x', record_path '\$', $pasted)");
	unlike($err, qr/syntax|unterminated|invalid/, "$kind: $pasted");
	run('DROP FOREIGN TABLE IF EXISTS pasted');
}

# ---- a URL for a path

for my $url ('https://h.example/x?q=it%27s&q=b%22&c=d+e', "https://h.example/x'y?a=1", 'https://h.example/x?a=b\\c')
{
	(my $quoted = $url) =~ s/'/''/g;
	my ($out, $err) = run("CREATE FOREIGN TABLE pasted (id int) SERVER $server OPTIONS (path '$quoted')");
	like($err, qr/ERROR/, "refused: $url");
	my ($base, $rest) = $err =~ /Take it apart: (base_url '[^']*'), (.*)\.$/m or next;
	is((run("BEGIN; CREATE SERVER pasted FOREIGN DATA WRAPPER api_fdw OPTIONS ($base); CREATE FOREIGN TABLE pasted (id int) SERVER pasted OPTIONS ($rest); ROLLBACK"))[1],
		'', "pasted: $rest");
}

$node->stop;
done_testing();
