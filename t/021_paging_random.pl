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

new_server($node, 'api', { base_url => $mock->url, backoff_initial => '1ms', backoff_max => '4ms' });
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

# ---- what only serves speed changes nothing: guesses, POST and the window give the same rows,
# also of servers that filter behind the cut, or an error; never silently fewer

# A case: the knobs, the options, the ids that are due, and whether an error may be, too.
sub make_speedy
{
	my $style = one_of(qw(page offset));
	my ($n, $size) = (int rand 130, 2 + int rand 11);
	my %knobs = (n => $n, size => $size, past => one_of(qw(empty empty null 404 400 repeat)));
	my %options = (record_path => '$.data', pagination => $style eq 'page' ? 'page_number' : 'offset', "${style}_param" => $style);
	my $total = one_of('none', 'none', 'body', 'pages', 'has_more');
	my %hidden;

	delete $options{page_param} if $style eq 'offset';
	$knobs{reverse} = 1 if rand() < 0.3;
	$options{on_repeated_page} = 'end' if $knobs{past} eq 'repeat' && rand() < 0.7;
	if (rand() < 0.6)
	{
		$options{page_size} = one_of($size, $size * 2, 100);
		$options{page_size_param} = $style eq 'page' ? 'per_page' : 'limit';
		$knobs{max_size} = $size;
	}
	$options{page_size} //= $size if $style eq 'offset';
	if (rand() < 0.6)
	{
		my $share = one_of(0.1, 0.3);
		%hidden = map { rand() < $share ? ($_ => 1) : () } 1 .. $n;
		# no offset finds nothing on the way
		delete $hidden{$_} for $style eq 'offset' ? map { 2 * $_ } 1 .. $n : ();
		$knobs{hide} = join ',', sort { $a <=> $b } keys %hidden if %hidden;
	}
	$options{total_path} = '$.total' if $total eq 'body';
	$options{total_pages_path} = '$.total_pages' if $total eq 'pages';
	$options{has_more_path} = '$.has_more' if $total eq 'has_more';
	$knobs{total} = $total if $total =~ /body|pages/;
	$knobs{has_more} = 'yes' if $total eq 'has_more';

	# without a word of more the first empty page is the last
	my @due = grep { !$hidden{$_} } 1 .. $n;
	if ($style eq 'page' && $total eq 'none')
	{
		@due = ();
		for (my $from = 1; $from <= $n; $from += $size)
		{
			my @page = grep { $_ <= $n && !$hidden{$_} } $from .. $from + $size - 1;
			last if !@page;
			push @due, @page;
		}
	}
	my $may_fail = (%hidden && ($style eq 'offset' || $total eq 'body')) || ($knobs{past} eq 'repeat' && !$options{on_repeated_page});
	return { style => $style, knobs => \%knobs, options => \%options, due => \@due, may_fail => $may_fail };
}

# The same table by GET and POST, with guesses and without, one by one and twenty at once.
sub speedy_script
{
	my ($number, $case) = @_;
	my $sql = '';
	my %body = (page => '{"page": {page}, "per_page": {per_page}}', offset => '{"offset": {offset}, "limit": {limit}}');

	for my $variant (map { my $method = $_; map { my $guess = $_; map { "$method.$guess.$_" } 1, 20 } qw(on off) } qw(GET POST))
	{
		my ($method, $guess, $window) = split /\./, $variant;
		my %options = (%{ $case->{options} }, path => "/paged/$case->{style}", max_concurrency => $window, speculative_pages => $guess,
			params => encode_json({ map { $_ => "$case->{knobs}{$_}" } keys %{ $case->{knobs} } }));
		$options{body} = $options{page_size_param} ? $body{ $case->{style} } : $body{ $case->{style} } =~ s/, .*/}/r if $method eq 'POST';
		$sql .= 'CREATE FOREIGN TABLE t (id int) SERVER api OPTIONS (' . join(', ', map { "$_ " . quoted($options{$_}) } sort keys %options) . ");\n"
		  . "SELECT '=$number.$variant', string_agg(id::text, ' ' ORDER BY id) FROM t;\nDROP FOREIGN TABLE t;\n";
	}
	return $sql;
}

my @speedy = map { make_speedy() } 1 .. $cases / 4;
my ($wrong, $failed, $silent) = (0, 0, 0);
for (my $first = 0; $first < @speedy; $first += 20)
{
	my $last = $first + 19 < $#speedy ? $first + 19 : $#speedy;
	my ($status, $out, $err) = $node->psql('postgres', "SET client_min_messages = error;\n\\set ON_ERROR_STOP 0\n"
		  . join('', map { speedy_script($_, $speedy[$_]) } $first .. $last));
	my %got = map { /^=(\d+)\.([^|]+)\|(.*)/ ? ("$1.$2" => $3) : () } split /\n/, $out;
	for my $number ($first .. $last)
	{
		my $case = $speedy[$number];
		my $due = join ' ', @{ $case->{due} };
		for my $variant (map { my $method = $_; map { my $guess = $_; map { "$method.$guess.$_" } 1, 20 } qw(on off) } qw(GET POST))
		{
			my $got = $got{"$number.$variant"};
			$failed += !defined $got;
			next if defined $got ? $got eq $due : $case->{may_fail};
			$silent += defined $got;
			$wrong++;
			diag("case $number, $variant: got " . ($got // 'an error') . ", due $due, " . JSON::PP->new->canonical->encode($case)) if $wrong < 10;
			diag(join "\n", grep { /ERROR/ } split /\n/, $err) if !defined $got && $wrong < 3;
		}
	}
}
is($silent, 0, @speedy . ' random APIs by GET and POST, with guesses and without, one by one and twenty at once: no other rows');
is($wrong, 0, 'and no error but where one may be');
cmp_ok($failed, '<', @speedy * 8 * 0.5, "$failed errors of " . @speedy * 8);

done_testing();
