# Ten thousand scans in one backend, half of them failing or cancelled somewhere: descriptors, memory contexts and
# memory are what they were.  A cancel comes from the API, at a request that the scan waits for, so that none is early
# or late.  API_FDW_SCANS says how many, API_FDW_SEED which.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use Test::More;

my $seed = $ENV{API_FDW_SEED} // 17;
my $count = $ENV{API_FDW_SCANS} // ($ENV{API_FDW_TEST_LONG} ? 10000 : 500);
my $warm = 300;
my $batch = 100;
# the freed pieces that a thread keeps for itself would count as in use
$ENV{GLIBC_TUNABLES} = 'glibc.malloc.tcache_count=0';
my $node = new_node('soak');
my $mock = ApiFdw::Mock->start;

new_server($node, 'api', { base_url => $mock->url, max_retries => 0, request_timeout => '60s' });
my $heap = "$FindBin::RealBin/../test/hook/heap.so";
my $options = q{how text OPTIONS (param 'how', param_only 'on'), at int OPTIONS (param 'at', param_only 'on'),
	pid int OPTIONS (param 'pid', param_only 'on'), name text, price numeric, tags text[])
	SERVER api OPTIONS (params '{"n": "23"}',};
$node->safe_psql('postgres', <<"SQL");
CREATE FOREIGN TABLE pages (id int, $options path '/soak/page', record_path '\$.data', pagination 'page_number',
  page_param 'page', total_path '\$.total');
CREATE FOREIGN TABLE chain (id int, $options path '/soak/cursor', record_path '\$.data', pagination 'cursor',
  cursor_param 'cursor', cursor_path '\$.next');
CREATE FOREIGN TABLE lines (id int, $options path '/soak/lines', format 'ndjson', scan_buffer '64kB');
ALTER FOREIGN TABLE lines OPTIONS (SET params '{"n": "2300"}');
CREATE FOREIGN TABLE ones (k int OPTIONS (param 'k', param_only 'on'), late int OPTIONS (param 'delay', param_only 'on'), id int, $options path '/soak/one/{k}');
CREATE TABLE keys AS SELECT g AS k FROM generate_series(1, 23) AS g;
ANALYZE keys;
CREATE FUNCTION heap_used() RETURNS bigint LANGUAGE C AS '$heap';
CREATE FUNCTION heap_trim() RETURNS void LANGUAGE C AS '$heap';
-- the rows, or the SQLSTATE; in a subtransaction
CREATE FUNCTION scan(query text) RETURNS text LANGUAGE plpgsql AS \$\$
DECLARE
  n text;
BEGIN
  EXECUTE query INTO n;
  RETURN n;
EXCEPTION WHEN query_canceled OR OTHERS THEN
  RETURN SQLSTATE;
END \$\$;
-- a loop that is left early
CREATE FUNCTION leave(query text) RETURNS text LANGUAGE plpgsql AS \$\$
DECLARE
  r record;
BEGIN
  FOR r IN EXECUTE query LOOP
    RETURN 23;
  END LOOP;
END \$\$;
SQL

# ---- scans ----

# Each counts 23, or 2300, rows where nothing goes wrong; %s is the condition that says what does.
my @queries = (
	[ 'SELECT count(id) FROM pages WHERE %s', 23, 5 ],
	[ 'SELECT count(id) FROM chain WHERE %s', 23, 5 ],
	[ 'SELECT count(price) FROM lines WHERE %s AND id > 0', 2300, 1 ],
	[ 'SELECT count(id) FROM ones WHERE k BETWEEN 1 AND 23 AND %s', 23, 23 ],
	[ 'SELECT count(id) FROM keys JOIN ones USING (k) WHERE %s', 23, 23 ],
	[ 'SELECT count((SELECT o.id FROM ones AS o WHERE o.k = keys.k AND %s)) FROM keys', 23, 23 ],
	[ 'SELECT count(id) FROM (SELECT id FROM pages WHERE %s UNION ALL SELECT id FROM chain WHERE false) AS u', 23, 5 ],
	[ 'SELECT count(*) FROM (SELECT id FROM pages WHERE %s) AS a LEFT JOIN chain AS b USING (id)', 23, 5 ]);
my %state = (
	status => '58000', reset => '08006', cut => '08006', junk => '22032', value => '22P02',
	(map { ("cancel_$_" => '57014') } qw(wait head body whole)));
my @faults = sort keys %state;

# A query, and what it gives: rows, or a SQLSTATE.
sub make_scan
{
	my ($query, $rows, $places) = @{ $queries[ int rand @queries ] };
	if (rand() < 0.5)
	{
		my $left = sprintf('SELECT leave(%s)', quote('SELECT id FROM ' . (qw(pages chain))[ int rand 2 ]));
		return rand() < 0.2 ? ($left, 23) : (sprintf($query, query_where(undef)), $rows);
	}
	my $how = $faults[ int rand @faults ];
	return (sprintf($query, query_where($how, 1 + int rand $places)), $state{$how});
}

sub query_where
{
	my ($how, $at) = @_;
	return 'id IS NOT NULL' unless defined $how;
	return "how = '$how' AND at = $at AND pid = pg_backend_pid()";
}

sub quote
{
	my ($text) = @_;
	$text =~ s/'/''/g;
	return "'$text'";
}

my $session = session($node);
my $pid = backend_pid($session);
my (%outcomes, @odd);

# Runs so many, one in ten as a statement of its own.
sub run_scans
{
	my ($number) = @_;
	my (@inner, @outer);

	for (1 .. $number)
	{
		my ($query, $wanted) = make_scan();
		push @{ rand() < 0.1 ? \@outer : \@inner }, [ $query, $wanted ];
		$outcomes{$wanted}++;
	}
	my $rows = join ', ', map { '(' . quote($_->[0]) . ', ' . quote($_->[1]) . ')' } @inner;
	my $wrong = $session->query("SELECT got || ' instead of ' || wanted || ': ' || query FROM (SELECT wanted, query, scan(query) AS got
		FROM (VALUES $rows) AS v (query, wanted)) AS s WHERE got <> wanted;");
	push @odd, $wrong if $wrong =~ /\S/;
	for (@outer)
	{
		my ($query, $wanted) = @$_;
		my $got = $session->query("$query;\n\\echo :SQLSTATE");
		push @odd, "$got instead of $wanted: $query" unless $got =~ /^\Q$wanted\E$/m;
	}
	$session->{stderr} = '';
	$mock->reset;
	return;
}

# ---- what the backend has ----

# Descriptors but for files: PostgreSQL keeps those of its tables as it likes.
sub held
{
	opendir(my $dir, "/proc/$pid/fd") or die $!;
	return scalar grep { !m{^/} } map { readlink("/proc/$pid/fd/$_") // 'gone' } grep { /^\d/ } readdir $dir;
}

# kB that are the process's own; what malloc keeps for later, which goes up and down by 500 kB, does not count
sub resident
{
	my ($line) = grep { /^RssAnon/ } split /\n/, PostgreSQL::Test::Utils::slurp_file("/proc/$pid/status");
	return $line =~ /(\d+)/ ? $1 : die;
}

sub ask
{
	my ($sql) = @_;
	my $answer = $session->query($sql);
	$answer =~ s/\s+//g;
	return $answer;
}

# What malloc has handed out moves by a kilobyte, and by eight for a context that PostgreSQL keeps for the next one.
sub figures
{
	# all connections that may be open at once are, and rest
	is(ask('SELECT count(id) FROM ones WHERE k BETWEEN 1 AND 20 AND late = 300;'), 20, 'twenty at once');
	my $contexts = q{SELECT count(*) || '/' || sum(total_bytes) FROM pg_backend_memory_contexts;};
	ask($contexts) for 1 .. 3;
	my ($number, $bytes) = split m{/}, ask($contexts);
	my $used = ask('SELECT heap_used(), heap_trim();');
	$used =~ s/\|//;
	return { descriptors => held(), contexts => $number, 'bytes in contexts' => $bytes,
		'bytes of malloc' => $used, 'kB resident' => resident() };
}

sub run_all
{
	my ($number) = @_;
	for (my $left = $number; $left > 0; $left -= $batch)
	{
		run_scans($left < $batch ? $left : $batch);
	}
	return;
}

srand($seed);
run_all($warm);
my $before = figures();
%outcomes = ();
run_all($count);
my $after = figures();

is(join("\n", @odd), '', "each of $count scans has its rows, or its error (seed $seed)");
my $failed = $count - ($outcomes{23} // 0) - ($outcomes{2300} // 0);
cmp_ok($failed, '>', $count / 3, "$failed of them fail");
cmp_ok($outcomes{57014} // 0, '>', $count / 10, ($outcomes{57014} // 0) . ' by a cancel');
is($after->{descriptors}, $before->{descriptors}, "descriptors: $before->{descriptors}");
cmp_ok($after->{$_}, '<=', $before->{$_} * 1.05, "$_: $before->{$_}, then $after->{$_}") for 'contexts', 'bytes in contexts';
SKIP:
{
	skip 'sanitizers have a malloc of their own', 2 if $ENV{API_FDW_SANITIZE};
	cmp_ok($after->{'bytes of malloc'}, '<=', $before->{'bytes of malloc'} * 1.01,
		"bytes of malloc: $before->{'bytes of malloc'}, then $after->{'bytes of malloc'}");
	cmp_ok($after->{'kB resident'}, '<=', $before->{'kB resident'} * 1.05,
		"kB resident: $before->{'kB resident'}, then $after->{'kB resident'}");
}
is($mock->stats->{in_flight}, 0, 'nothing is in flight');
note("$count scans, $failed failed or cancelled: descriptors $before->{descriptors} -> $after->{descriptors}, contexts $before->{contexts} -> $after->{contexts}, "
	. "bytes in contexts $before->{'bytes in contexts'} -> $after->{'bytes in contexts'}, "
	. "bytes of malloc $before->{'bytes of malloc'} -> $after->{'bytes of malloc'}, kB resident $before->{'kB resident'} -> $after->{'kB resident'}");
$session->quit;
done_testing();
