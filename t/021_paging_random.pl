# Random APIs, one, four and fifty in flight: the rows are the truth exactly, or the
# error is the one that is due.  API_FDW_CASES says how many, API_FDW_SEED which.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use JSON::PP;
use Test::More;

my $cases = $ENV{API_FDW_CASES} // 200;
my $seed = $ENV{API_FDW_SEED} // 20;
my $node = new_node('paging_random');
my $mock = ApiFdw::Mock->start;

new_server($node, 'api', { base_url => $mock->url, max_concurrency => 50, backoff_initial => '1ms', backoff_max => '4ms' });
srand($seed);
diag("$cases cases, seed $seed");

sub one_of { return $_[ int rand @_ ]; }
sub quoted { (my $text = $_[0]) =~ s/'/''/g; return "'$text'"; }

my %paging = (
	page => { pagination => 'page_number', page_param => 'page' },
	offset => { pagination => 'offset', offset_param => 'offset' },
	cursor => { pagination => 'cursor', cursor_param => 'cursor', cursor_path => '$.next_cursor' },
	keyset => { pagination => 'cursor', cursor_param => 'after', cursor_path => '$.data[last].id' },
	tokens => { pagination => 'cursor', cursor_param => 'a,b', cursor_path => '$.next.a,$.next.b' },
	next_url => { pagination => 'next_url', next_url_path => '$.next' },
	link => { pagination => 'link_header' },
	post_page => { pagination => 'page_number', page_param => 'page', body => '{"page": {page}}' },
	post_cursor => { pagination => 'cursor', cursor_param => 'cursor', cursor_path => '$.next_cursor',
		body => '{"cursor": {cursor}}' });

# A case: what the mock does, how the table says so, and the error that is due.
sub make_case
{
	my $style = one_of(sort keys %paging);
	my $size = 1 + int rand 12;
	my %knobs = (n => int rand 130, size => $size, latency => one_of(0, 0, 1, 2));
	my %options = (%{ $paging{$style} });
	my $countable = $style =~ /page|offset/;
	my $error = '';

	$options{record_path} = '$.data' if $style ne 'link';
	$knobs{reverse} = 1 if rand() < 0.2;
	if ($countable && rand() < 0.5)
	{
		my ($total, %as) = @{ one_of([ 'body', total_path => '$.total' ], [ 'header', total_header => 'X-Total-Count' ],
			[ 'pages', total_pages_path => '$.total_pages' ], [ 'content_range', total_header => 'Content-Range' ]) };
		$knobs{total} = $total;
		%options = (%options, %as);
	}
	if ($style =~ /^(page|offset)$/ && rand() < 0.5)
	{
		$options{page_size} = one_of($size, $size * 2, 100);
		$options{page_size_param} = $style eq 'page' ? 'per_page' : 'limit';
		$knobs{max_size} = one_of($size, 1000) if $style eq 'page' || exists $knobs{total};
		$knobs{max_size} //= $size;
	}
	$options{page_size} //= $size if $style eq 'offset';
	if ($style =~ /page|cursor|next_url|tokens/ && rand() < 0.3 && (!$countable || exists $knobs{total}))
	{
		$knobs{short_at} = join ',', map { 1 + int rand 8 } 1 .. 2 if $style ne 'keyset';
		delete $knobs{short_at} if ($knobs{total} // '') =~ /pages/ && $options{page_size};
	}
	if (rand() < 0.5)
	{
		my $page = 1 + int rand 6;
		my ($knob, $value) = @{ one_of([ fail_at => "$page:503:2" ], [ fail_at => "$page:429:1" ], [ reset_at => "$page:2" ], [ cut_at => "$page:1" ]) };
		$knobs{$knob} = $value;
		# a reset or a cut of a POST may have been carried out: it is not sent again
		delete @knobs{qw(reset_at cut_at)} if $style =~ /^post/;
		delete $knobs{fail_at} if $style =~ /^post/ && $value !~ /503|429/;
	}
	if (rand() < 0.12)
	{
		# a failure that stays, on a page that is there
		$knobs{fail_at} = '2:400';
		delete @knobs{qw(reset_at cut_at short_at)};
		$error = 'HTTP status 400' if $knobs{n} > 12 * 12 || $knobs{n} > ($options{page_size} // $size) && $knobs{n} > $size;
		delete $knobs{fail_at} if !$error;
	}
	return { style => $style, knobs => \%knobs, options => \%options, error => $error };
}

# The statements of a case, each answer on a line of its own.
sub script
{
	my ($number, $case) = @_;
	my $sql = '';

	for my $window (1, 4, 50)
	{
		# faults are counted for each window by themselves
		my $params = encode_json({ (map { $_ => "$case->{knobs}{$_}" } keys %{ $case->{knobs} }), run => "$number.$window" });
		my %options = (%{ $case->{options} }, path => "/paged/$case->{style}", params => $params, max_concurrency => $window);

		$sql .= 'CREATE FOREIGN TABLE t (id int, v bigint) SERVER api OPTIONS ('
		  . join(', ', map { "$_ " . quoted($options{$_}) } sort keys %options) . ");\n"
		  . "SELECT '=$number.$window', count(*), count(DISTINCT id), coalesce(sum(v), 0) FROM t;\n"
		  . "DROP FOREIGN TABLE t;\n";
	}
	return $sql;
}

my @all = map { make_case() } 1 .. $cases;
my ($out, $err) = ('', '');

# a hundred at a time, so that no session takes too long
for (my $first = 0; $first < @all; $first += 100)
{
	my $last = $first + 99 < $#all ? $first + 99 : $#all;
	my ($status, $some_out, $some_err) = $node->psql('postgres',
		"SET client_min_messages = warning;\n\\set ON_ERROR_STOP 0\n"
		  . join('', map { script($_, $all[$_]) } $first .. $last));
	$out .= "$some_out\n";
	$err .= "$some_err\n";
}
my %got = map { /^=([\d.]+)\|(.*)/ ? ($1 => $2) : () } split /\n/, $out;
my @errors = grep { /ERROR/ } split /\n/, $err;
my $bad = 0;

for my $number (0 .. $#all)
{
	my ($case, $sum) = ($all[$number], 0);
	my $n = $case->{knobs}{n};
	$sum += $_ * $_ for 1 .. $n;
	my $due = $case->{error} ? 'an error' : "$n|$n|$sum";

	for my $window (1, 4, 50)
	{
		my $got = $got{"$number.$window"} // 'an error';
		next if $got eq $due;
		$bad++;
		diag("case $number at $window in flight: got $got, due $due, " . JSON::PP->new->canonical->encode($case));
	}
}
is($bad, 0, "$cases random APIs, each at 1, 4 and 50 in flight");
my $due = 3 * grep { $_->{error} } @all;
is(scalar(@errors), $due, "$due errors, all of them due");
is(scalar(grep { !/HTTP status 400/ } @errors), 0, 'and the ones expected')
  or diag(join "\n", (grep { !/HTTP status 400/ } @errors)[ 0 .. 5 ]);

done_testing();
