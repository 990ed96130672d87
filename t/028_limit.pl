# Random LIMIT and OFFSET over random APIs that page, filter or not: as many rows as the same
# query over a local copy has, the same ones where the API's pages are full, and never more
# requests than without.  API_FDW_CASES says how many, API_FDW_SEED which.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use JSON::PP;
use Test::More;

my $cases = int(($ENV{API_FDW_CASES} // 200) / 8);
my $seed = $ENV{API_FDW_SEED} // 28;
my $node = new_node('limit');
my $mock = ApiFdw::Mock->start;

new_server($node, 'api', { base_url => $mock->url, backoff_initial => '1ms', backoff_max => '4ms' });
srand($seed);
diag("$cases cases, seed $seed");

sub one_of { return $_[ int rand @_ ]; }
sub quoted { (my $text = $_[0]) =~ s/'/''/g; return "'$text'"; }

# A table over an API, and whether its pages are full.
sub make_table
{
	my $style = one_of(qw(page offset cursor));
	my %knobs = (n => int rand 200, size => 1 + int rand 12);
	my %options = (record_path => '$.data', path => "/paged/$style", max_concurrency => one_of(1, 3, 20));
	my $full = 1;

	if ($style eq 'cursor')
	{
		@options{qw(pagination cursor_param cursor_path)} = ('cursor', 'cursor', '$.next_cursor');
	}
	else
	{
		$options{pagination} = $style eq 'page' ? 'page_number' : 'offset';
		$options{"${style}_param"} = $style;
	}
	if ($style eq 'offset' || rand() < 0.5)
	{
		$options{page_size} = one_of($knobs{size}, $knobs{size} * 2, 100);
		$options{page_size_param} = $style eq 'page' ? 'per_page' : $style eq 'cursor' ? 'limit' : 'limit';
		$knobs{max_size} = $knobs{size};
		$options{min_page_size} = 1 if rand() < 0.3;
	}
	$knobs{total} = 'body' if rand() < 0.8;
	$options{total_path} = '$.total' if $knobs{total};
	# how many pages are asked for on a guess hangs on time
	$options{speculative_pages} = 'off' if $style ne 'cursor';
	if ($style eq 'page' && $knobs{total} && !$options{page_size} && rand() < 0.3)
	{
		$knobs{ one_of(qw(short_at empty_at)) } = join ',', map { 2 + int rand 9 } 1 .. 2;
		$full = 0;
	}
	$options{params} = encode_json({ map { $_ => "$knobs{$_}" } keys %knobs });
	my $ddl = 'CREATE FOREIGN TABLE t (id int, name text, v bigint, a int OPTIONS (param \'a\', param_only \'on\')) SERVER api OPTIONS ('
	  . join(', ', map { "$_ " . quoted($options{$_}) } sort keys %options) . ");\n";
	return { ddl => $ddl, n => $knobs{n}, full => $full };
}

# Its condition, as the copy has it; what the query gives of each row.
sub make_query
{
	my ($table) = @_;
	my $where = one_of('', '', '', ' WHERE a = 3', ' WHERE id % 3 = 0', ' WHERE a = 3 AND id > 20', ' WHERE id = ' . int rand 200);
	my $limit = rand() < 0.2 ? 'ALL' : int rand one_of(3, 20, 250);
	my $offset = rand() < 0.3 ? 0 : int rand one_of(10, 100, 250);
	return { where => $where, tail => " LIMIT $limit OFFSET $offset", list => one_of('id', 'id', 'id + 0 AS id', 'coalesce(id, 0) AS id') };
}

sub rows_of
{
	my ($from, $query) = @_;
	return $node->safe_psql('postgres', "SET client_min_messages = error;\n"
		  . "SELECT count(*), string_agg(id::text, ' ') FROM (SELECT $query->{list} FROM $from$query->{where}$query->{tail}) s;");
}

my ($wrong, $asked_more) = (0, 0);
for my $number (1 .. $cases)
{
	my $table = make_table();
	$node->safe_psql('postgres', "DROP FOREIGN TABLE IF EXISTS t; DROP TABLE IF EXISTS copy; $table->{ddl}"
		  . "CREATE TABLE copy AS SELECT id, 'name ' || id AS name, id * id AS v, 3 AS a FROM generate_series(1, $table->{n}) id");
	for (1 .. 3)
	{
		my $query = make_query($table);
		my $due = rows_of('copy', $query);
		$mock->reset;
		my $got = rows_of('t', $query);
		my $requests = $mock->stats->{requests};
		$mock->reset;
		rows_of('t', { %$query, tail => '' });
		my $all = $mock->stats->{requests};

		# of pages that are not full others may be left out, but as many
		($got, $due) = map { /^(\d+)/ } $got, $due if !$table->{full};
		# one that was jumped to in vain comes twice
		my $more = $requests > $all + !$table->{full} && $table->{ddl} !~ /min_page_size/;
		$wrong += $got ne $due;
		$asked_more += $more;
		diag("case $number: $query->{list}$query->{where}$query->{tail}: got $got, due $due, $requests requests of $all\n$table->{ddl}")
		  if ($got ne $due || $more) && $wrong + $asked_more < 6;
	}
}
is($wrong, 0, "$cases random tables: the rows that LIMIT and OFFSET leave");
is($asked_more, 0, 'for no more requests than all rows take');
done_testing();
