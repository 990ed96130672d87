# Random APIs by GET and POST, with guesses and without, one page at a time and twenty at once,
# also of servers that filter behind the cut: the same rows, or an error; never silently fewer.
# API_FDW_CASES says how many, API_FDW_SEED which.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use JSON::PP;
use Test::More;

my $cases = int(($ENV{API_FDW_CASES} // 200) / 4);
my $seed = $ENV{API_FDW_SEED} // 25;
my $node = new_node('paging_speed');
my $mock = ApiFdw::Mock->start;

new_server($node, 'api', { base_url => $mock->url, backoff_initial => '1ms', backoff_max => '4ms' });
srand($seed);
diag("$cases cases, seed $seed");

sub one_of { return $_[ int rand @_ ]; }
sub quoted { (my $text = $_[0]) =~ s/'/''/g; return "'$text'"; }

# A case: the knobs, the options, the ids that are due, and whether an error may be, too.
sub make_speedy
{
	my $style = one_of(qw(page offset));
	my ($n, $size) = (int rand 90, 2 + int rand 11);
	my %knobs = (n => $n, size => $size, past => one_of(qw(empty empty null 404 400 repeat)));
	my %options = (record_path => '$.data', pagination => $style eq 'page' ? 'page_number' : 'offset', "${style}_param" => $style);
	my $total = one_of('none', 'none', 'body', 'pages', 'has_more');
	my %hidden;

	delete $options{page_param} if $style eq 'offset';
	$knobs{reverse} = 1 if rand() < 0.1;
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

my @speedy = map { make_speedy() } 1 .. $cases;
my ($wrong, $failed, $silent) = (0, 0, 0);
for (my $first = 0; $first < @speedy; $first += 10)
{
	my $last = $first + 9 < $#speedy ? $first + 9 : $#speedy;
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
