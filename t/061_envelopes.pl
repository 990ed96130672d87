# First pages of real APIs (test/envelopes), with default options: those with a further
# page are an error or a warning, the others give their rows.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use JSON::PP;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('envelopes');
my $mock = ApiFdw::Mock->start;
new_server($node, 'api', { base_url => $mock->url, backoff_initial => '1ms', backoff_max => '5ms' });

sub quoted { (my $text = $_[0]) =~ s/'/''/g; return "'$text'"; }

# What becomes of a first page: rows (as many as there are), warning or error, and the words.
sub play
{
	my ($page) = @_;
	my %options = (path => $page->{path});
	$options{record_path} = $page->{record_path} if $page->{record_path};
	$options{params} = encode_json($page->{params}) if $page->{params};
	my $list = join ', ', map { "$_ " . quoted($options{$_}) } sort keys %options;

	$mock->put('/envelope', encode_json($page));
	my ($status, $out, $err) = $node->psql('postgres', "SET client_min_messages = error;
		DROP FOREIGN TABLE IF EXISTS t; CREATE FOREIGN TABLE t (id int) SERVER api OPTIONS ($list);
		SET client_min_messages = warning; SELECT count(*) FROM t;");
	return ('error', $err) if $status != 0;
	is($out, $page->{records}, "$page->{name}: rows");
	return ($err =~ /WARNING/ ? 'warning' : 'rows', $err);
}

# Plays a file; gives the names of those that are silently short, and of those refused.
sub play_all
{
	my ($file) = @_;
	my (@short, @refused, %seen);
	for my $line (split /\n/, PostgreSQL::Test::Utils::slurp_file("$FindBin::RealBin/../test/envelopes/$file.jsonl"))
	{
		my $page = decode_json($line);
		my ($got, $words) = play($page);
		$seen{ $page->{more} ? 'more' : 'whole' }{$got}++;
		push @short, $page->{name} if $page->{more} && $got eq 'rows';
		push @refused, $page->{name} if !$page->{more} && $got eq 'error';
		like($words, qr/HINT/, "$page->{name}: a hint") if $page->{more} && $got ne 'rows';
	}
	for my $kind (sort keys %seen)
	{
		diag("$file, $kind: " . join ', ', map { "$seen{$kind}{$_} $_" } sort keys %{ $seen{$kind} });
	}
	return (\@short, \@refused);
}

my ($short, $refused) = play_all('first');
is_deeply($short, [], 'first: none is silently short');
is_deeply($refused, [], 'first: no whole one is refused');

# What no rule can tell: a page of 240 without a sign, and a link to another day.
($short, $refused) = play_all('second');
is_deeply($short, ['TVMaze show index'], 'second: one is silently short');
is_deeply($refused, ['NASA NEO feed of a day (links.next is the next day)'], 'second: one is refused');

# Two pages of 15 and 60 without a sign, and a total that a list of named values has.
($short, $refused) = play_all('third');
is_deeply($short, [ 'VS Code marketplace', 'Imgur gallery', 'Portal da Transparencia (15 and no sign)' ],
	'third: three are silently short');
is_deeply($refused, [], 'third: no whole one is refused');

# ---- bodies that come in portions

my %large = (path => '/x', records => 20_000, record_path => '$.items');

sub says
{
	my ($name, $envelope, $words, $path) = @_;
	my ($got, $said) = play({ %large, name => $name, envelope => $envelope, record_path => $path // '$.items' });
	like($said, $words, $name);
}

new_server($node, 'api', { base_url => $mock->url, scan_buffer => '64kB' });
says('before the records', { aaa => 1, has_more => JSON::PP::true, items => '@records' }, qr/says "has_more": true and brought 20000 records/);
says('behind them', { items => '@records', zzz => { next_cursor => 'abc' } }, qr/says "next_cursor": "abc" and brought 20000 records/);
says('around them', { data => { items => '@records', total => 20_001 } }, qr/says "total": 20001 and brought/, '$.data.items');
says('in an ancestor', [ { items => '@records', has_more => JSON::PP::true } ], qr/says "has_more": true of a list within a record/, '$[*].items');
says('nothing but what is round', { items => '@records', zzz => { x => 'y' } }, qr/WARNING: .*exactly 20000/);

$mock->put('/envelope', '{}');
done_testing();
