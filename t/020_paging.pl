# Every style of paging: the rows are all there, once, by the requests that it takes.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use JSON::PP;
use Test::More;

my $node = new_node('paging');
my $mock = ApiFdw::Mock->start;

new_server($node, 'below', { base_url => $mock->url . '/paged' });
new_server($node, 'api', { base_url => $mock->url, backoff_initial => '1ms', backoff_max => '5ms' });

# The options of each style, for a mock that speaks it.
my %data = (record_path => '$.data');
my %styles = (
	page => { %data, pagination => 'page_number', page_param => 'page' },
	offset => { %data, pagination => 'offset', offset_param => 'offset', page_size => 10, page_size_param => 'limit' },
	cursor => { %data, pagination => 'cursor', cursor_param => 'cursor', cursor_path => '$.next_cursor' },
	keyset => { %data, pagination => 'cursor', cursor_param => 'after', cursor_path => '$.data[last].id' },
	tokens => { %data, pagination => 'cursor', cursor_param => 'a, b', cursor_path => '$.next.a, $.next.b' },
	next_url => { %data, pagination => 'next_url', next_url_path => '$.next' },
	link => { pagination => 'link_header' },
	none => { pagination => 'none' },
	post_page => { %data, pagination => 'page_number', page_param => 'page', body => '{"page": {page}}' },
	post_cursor => { %data, pagination => 'cursor', cursor_param => 'cursor', cursor_path => '$.next_cursor',
		body => '{"filter": {"cursor": [{cursor}]}, "cursor": {cursor}}' });

sub quoted { (my $text = $_[0]) =~ s/'/''/g; return "'$text'"; }

# A table over /paged/$style, with knobs for the mock and options in place of the style's.
sub table
{
	my ($style, $knobs, $options, $server) = @_;
	my %all = (%{ $styles{$style} }, %{ $options // {} });
	delete @all{ grep { !defined $all{$_} } keys %all };
	$all{path} //= "/paged/$style";
	$all{params} = encode_json({ map { $_ => "$knobs->{$_}" } keys %$knobs });
	return 'DROP FOREIGN TABLE IF EXISTS t; CREATE FOREIGN TABLE t (id int, name text, v bigint) SERVER ' . ($server // 'api') . ' OPTIONS ('
	  . join(', ', map { "$_ " . quoted($all{$_}) } sort keys %all) . ');';
}

my $ask = 'SELECT count(*), count(DISTINCT id), coalesce(sum(v), 0), coalesce(max(id), 0) FROM t;';

# All n records come, each once; gives the number of requests.
sub complete
{
	my ($name, $style, $n, $knobs, $options, $hidden, $server) = @_;
	my %hidden = map { $_ => 1 } split /,/, $hidden // '';
	my @ids = grep { !$hidden{$_} } 1 .. $n;
	my $sum = 0;
	$sum += $_ * $_ for @ids;
	$mock->reset;
	my ($status, $out, $err) = $node->psql('postgres',
		'SET client_min_messages = warning;' . table($style, { n => $n, %$knobs }, $options, $server) . $ask);
	is($out, @ids . '|' . @ids . "|$sum|$n", "$name: rows");
	diag($err) if $err;
	is($err, '', "$name: no word");
	return $mock->stats->{requests};
}

# It fails, with that SQLSTATE and words.
sub fails
{
	my ($name, $style, $knobs, $options, $words) = @_;
	$mock->reset;
	my $err = error_of($node, 'SET client_min_messages = warning;' . table($style, $knobs, $options) . $ask);
	like($err, $words, $name);
	return $mock->stats->{requests};
}

sub stderr_of
{
	my ($style, $knobs, $options) = @_;
	my ($status, $out, $err) = $node->psql('postgres',
		'SET client_min_messages = warning;' . table($style, { n => 95, %$knobs }, $options) . $ask);
	is($status, 0, 'no error');
	return $err;
}

sub ask_limit
{
	my ($style, $knobs, $options, $limit) = @_;
	return $node->safe_psql('postgres', table($style, $knobs, $options) . "SELECT count(*) FROM (SELECT * FROM t LIMIT $limit) s");
}

# ---- each style, with what it is told and without

for my $style (qw(cursor keyset tokens next_url link post_cursor))
{
	my $extra = $style eq 'keyset' ? 1 : 0;
	is(complete("$style", $style, 95, {}), 10 + $extra, "$style: requests");
	complete("$style, none", $style, 0, {});
	is(complete("$style, one page", $style, 10, {}), 1 + $extra, "$style, one page: requests");
	is($mock->stats->{peak_in_flight}, 1, "$style: one at a time");
}
for my $style (qw(page offset post_page))
{
	complete("$style, no total", $style, 95, {});
	complete("$style, no total, none", $style, 0, {});
	is(complete("$style, total in the body", $style, 95, { total => 'body' }, { total_path => '$.total' }), 10,
		"$style, total: requests");
	is(complete("$style, total of none", $style, 0, { total => 'body' }, { total_path => '$.total' }), 1,
		"$style, total of none: requests");
	is(complete("$style, total pages", $style, 95, { total => 'pages' }, { total_pages_path => '$.total_pages' }), 10,
		"$style, total pages: requests");
	is(complete("$style, has_more", $style, 95, { has_more => 'yes' },
		{ has_more_path => '$.has_more', speculative_pages => 'off' }), 10, "$style, has_more: requests");
}
is(complete('total in a header', 'page', 95, { total => 'header' }, { total_header => 'X-Total-Count' }), 10, 'requests');
is(complete('Content-Range', 'page', 95, { total => 'content_range' }, { total_header => 'Content-Range' }), 10, 'requests');
is(complete('pages in a header', 'page', 95, { total => 'pages_header' }, { total_pages_header => 'X-Total-Pages' }), 10, 'requests');
cmp_ok(complete('Link rel=last plans', 'page', 95, { total => 'link_last' }), '<=', 11, 'and costs one request at most');
cmp_ok(complete('a total that no option names plans', 'page', 95, { total => 'header' }), '<=', 11, 'likewise');
complete('but ends nothing', 'page', 95, { total => 'header', lie => 40 });
complete('pages from 0', 'page', 95, { first => 0, total => 'body' }, { start_page => 0, total_path => '$.total' });
complete('deep envelope', 'cursor', 35, { envelope => 'deep' }, { record_path => '$.result.items' });
complete('none', 'none', 7, {});
complete('names that change their order from page to page', 'page', 95, { envelope => 'rows' }, { columns_path => '$.names' });

# ---- opening: page 1 alone, then the window, or 1, 2, 4 ..

for my $n (10, 20, 40, 70, 150, 300)
{
	my $pages = $n / 10;
	my $requests = complete("$pages pages, no total", 'page', $n, { latency => 3 });
	my $past = $requests - $pages - 1;
	my $bound = ($pages + 1 < 20 ? $pages + 1 : 20) - 1;
	cmp_ok($past, '<=', $bound, "$pages pages: $past past the end, of $bound");
	cmp_ok($mock->stats->{peak_in_flight}, '>=', $pages < 20 ? ($pages + 1) / 2 : 11, "$pages pages: several at once");
}
complete('the window opens after page 1', 'page', 1000, { total => 'body', latency => 5 }, { total_path => '$.total' });
is($mock->stats->{peak_in_flight}, 20, 'and is full');
complete('POST is not sent on a guess', 'post_page', 95, { latency => 2 });
is($mock->stats->{peak_in_flight}, 1, 'one at a time');
is($mock->stats->{requests}, 11, 'and one past the end');

# ---- the server gives less than it is asked for

complete('the server clamps, page', 'page', 95, { max_size => 10 }, { page_size => 50, page_size_param => 'per_page' });
complete('the server clamps, offset', 'offset', 95, { max_size => 10 }, { page_size => 50 });
complete('the server clamps, total', 'offset', 95, { max_size => 7, total => 'body' }, { page_size => 50, total_path => '$.total' });
# ---- what only serves speed ends nothing: a short page is one like others, unless an option says so

my %sized = (page_size => 50, page_size_param => 'per_page');
is(complete('a short last page', 'page', 95, {}, { %sized, speculative_pages => 'off' }), 3, 'and the empty one behind it');
is(complete("stop_on_short, $_", $_, 95, {}, { %sized, stop_on_short => 'on', speculative_pages => 'off' }), 2, 'ends where the first was full')
  for qw(page offset);
complete('stop_on_short, the server clamps', 'page', 95, { max_size => 10 }, { %sized, stop_on_short => 'on', speculative_pages => 'off' });
is(complete('stop_on_short, one page', 'page', 7, {}, { %sized, stop_on_short => 'on', speculative_pages => 'off' }), 1, 'is the last');
for my $style (qw(page offset post_page))
{
	my %asks = $style eq 'page' ? (page_size => 10, page_size_param => 'per_page') : $style eq 'offset' ? () : (page_size => 10);
	my %short = $style eq 'offset' ? (hide => '14,25') : (short_at => '3,5');
	complete("a short page in mid-stream, $style, speculative_pages $_", $style, 95, \%short, { %asks, speculative_pages => $_ }, $style eq 'offset' ? '14,25' : '')
	  for qw(on off);
}
complete("a short page in mid-stream that $_", 'page', 95, { short_at => '3', max_size => 10, slow_at => $_ }, { page_size => 10, page_size_param => 'per_page' })
  for '4:50', '2:50', '3:50';

# ---- empty pages: how many in a row, and what ends the asking

my @one = (speculative_pages => 'off');
for my $style ('cursor', 'page')
{
	my %more = $style eq 'page' ? (has_more => 'yes') : ();
	my %asks = $style eq 'page' ? (has_more_path => '$.has_more', @one) : ();
	is(complete("five empty pages in a row, $style", $style, 95, { empty_at => '3,4,5,6,7', %more }, \%asks), 15, 'all are asked for, and no more');
}
is(complete('five empty pages in a row, total', 'page', 95, { empty_at => '3,4,5,6,7', total => 'body' }, { total_path => '$.total' }), 15,
	'all are asked for, and no more');
is(fails('empty pages that promise more for ever, one by one', 'page', { n => 20, has_more => 'always' }, { has_more_path => '$.has_more', @one },
	qr/HV00K: .*a hundred pages in a row have no records/), 102, 'asking ends with the hundredth');
is(fails('a total far above what comes', 'page', { total => 'body', lie => 1_000_000_000_000 }, { total_path => '$.total', max_concurrency => 1 },
	qr/21000: .*1000000000000 records, but sent 95/), 110, 'asking ends with the hundredth empty page, completeness judges');
is($node->safe_psql('postgres', table('page', { empty_at => '4,5' }, { stop_on_empty => 'on' }) . 'SELECT count(*) FROM t'), '30', 'stop_on_empty on: an empty page is the last');
is(complete('stop_on_empty off: it is not', 'page', 95, { empty_at => '4,5' }, { stop_on_empty => 'off', max_pages => 12, @one }), 13,
	'max_pages and one more are asked for');
fails("an empty page behind max_pages that tells of more, $_->[0]", @$_, qr/HV00K: .*more than max_pages \(3\)/)
  for [ 'cursor', { empty_at => '4' }, { max_pages => 3 } ],
  [ 'page', { empty_at => '4', has_more => 'yes' }, { has_more_path => '$.has_more', max_pages => 3 } ];
is(fails('stop_on_empty off, and nothing that ends', 'page', { n => 20 }, { stop_on_empty => 'off', has_more_path => '$.nobody', @one },
	qr/HV00K: .*a hundred pages in a row have no records/), 102, 'asking ends with the hundredth');
is($node->safe_psql('postgres', table('cursor', { empty_at => '4,5' }, { stop_on_empty => 'on' }) . 'SELECT count(*) FROM t'), '30',
	'stop_on_empty on: of a cursor, too');

complete("a total reached, though page 1 was short, past $_", 'page', 35, { short_at => '1', total => 'body', past => $_ },
	{ total_path => '$.total' }) for qw(404 empty);
fails('offsets that step over what was cut to three and hidden', 'offset', { n => 35, max_size => 3, hide => '1,2,3', has_more => 'yes' },
	{ has_more_path => '$.has_more' }, qr/HV00K: .*first page with records has 3 of them/);

# a server that filters after cutting: pages of 8 of 10, and the next one begins 8 behind
my %cut = (hide => join(',', map { (8 * $_ + 5, 8 * $_ + 6) } 0 .. 11));
fails("offsets that overlap, speculative_pages $_", 'offset', \%cut, { page_size => 10, speculative_pages => $_ },
	qr/HV00K: .*begins with the 2 records that the page before ended with/) for qw(on off);
fails('offsets that overlap, body in portions', 'offset', \%cut, { page_size => 10, scan_buffer => '64kB' },
	qr/HV00K: .*begins with the 2 records that the page before ended with/);
like(error_of($node, table('page', { alike => 4 }) . 'SELECT count(*) FROM t'),
	qr/WARNING: .*may have come twice\nDETAIL: .*begins with the 2 records.*\nHINT: .*unique_key/, 'records that are alike: a warning');
is($node->safe_psql('postgres', 'SET client_min_messages = error; SELECT count(*), count(DISTINCT id) FROM t'), '95|24', 'and all of them');
fails('offsets that overlap', 'offset', { empty_at => '', short_first => 1, n => 35 }, { page_size => 10 }, qr/HV00K: .*the next begins 5 behind/);
fails('empty pages that promise more for ever', 'page', { n => 20, has_more => 'always' }, { has_more_path => '$.has_more' },
	qr/HV00K: .*a hundred pages in a row have no records/);
complete('short pages in mid-stream', 'page', 95, { short_at => '3,5' });
complete('short pages, total', 'page', 95, { short_at => '3,5', total => 'body' }, { total_path => '$.total' });
complete('an empty page in mid-stream, total', 'page', 95, { empty_at => '4,5', total => 'body' }, { total_path => '$.total' });
complete('an empty page, cursor', 'cursor', 95, { empty_at => '1,4,5' });
complete('an empty page, has_more', 'page', 95, { empty_at => '3', has_more => 'yes' }, { has_more_path => '$.has_more' });

# ---- past the end

complete("past the end: $_", 'page', 95, { past => $_ }) for qw(empty null);
complete('past the end: an error, ignored', 'page', 95, { past => 404 }, { ignore_statuses => '404' });
complete("past the end: $_", 'page', 95, { past => $_ }, { ignore_statuses => '410, 400, 422' }) for 400, 422;
fails('past the end: the last page again, for ever', 'page', { past => 'repeat' }, { on_repeated_page => 'ignore', max_pages => 15 }, qr/more than max_pages \(15\)/);
complete('past the end: an error, end known by a total', 'page', 95, { past => 422, total => 'body' }, { total_path => '$.total' });
complete('past the end: an error, end known by a short page', 'page', 95, { past => 404 },
	{ page_size => 20, page_size_param => 'per_page' });
complete('past the end: any error, where a page tells that it is the last', 'page', 95, { past => 403, has_more => 'yes', slow_at => '10:200' },
	{ has_more_path => '$.has_more' });
complete('past the end: an error that comes before the end is known', 'page', 95, { past => 404, slow_at => '5:100' },
	{ page_size => 20, page_size_param => 'per_page' });
is(complete("past the end: $_, which the page behind confirms", 'page', 90, { past => $_ }, { speculative_pages => 'off' }), 11, 'is asked for')
  for 404, 400;
complete("past the end: $_, of a POST", 'post_page', 95, { past => $_ }) for 404, 400;
complete('past the end: a status, max_pages', 'page', 90, { past => 404 }, { max_pages => $_ }) for 9, 10;
my $past = qr/HTTP status 400.*\n.*\n.*set ignore_statuses '400'; if it lets pages go no deeper/;
fails('a status in mid-stream, with pages behind it', 'page', { fail_at => '4:400' }, { speculative_pages => $_ }, $past) for qw(on off);
fails('a status of the last page, with an empty one behind it', 'page', { fail_at => '10:400' }, {}, $past);
fails('a status behind another', 'page', { n => 90, fail_at => '10:400', past => 404 }, {}, $past);
fails('a status at a round depth', 'page', { n => 1000, size => 100, past => 400 }, {}, $past);
fails('a status that tells of a bound', 'page', { past => 400, said => 'Result window is too large' }, {}, $past);
fails('a status that tells of nothing', 'page', { past => 400, said => '' }, {}, $past);
fails("a status that tells of a bound: $_", 'page', { past => 400, said => $_ }, {}, $past)
  for 'page may not exceed 9', 'offset is limited to 90', 'Upgrade your plan to read further pages';
fails('a status of the first page', 'page', { fail_at => '1:400' }, {}, qr/HTTP status 400.*\n(?!.*ignore_statuses)/);
complete('past the end: the last page again, end', 'page', 95, { past => 'repeat' }, { on_repeated_page => 'end' });
is(fails('past the end: the last page again', 'page', { past => 'repeat' }, { speculative_pages => 'off' }, qr/HV00K: .*same records as the page before/), 11,
	'which is noticed at once');
for my $repeat (qw(stop end))
{
	is($node->safe_psql('postgres', table('page', { head => 1 }, { on_repeated_page => $repeat }) . 'SELECT count(*), count(DISTINCT id) FROM t'), '105|96',
		"pages that only begin with the same record are no repeat, on_repeated_page $repeat");
}

# ---- order: pages come in reverse, rows do not

for my $style ([ 'page', { total => 'body' }, { total_path => '$.total' } ], [ 'page', {}, {} ])
{
	my ($kind, $knobs, $options) = @$style;
	my $rows = $node->safe_psql('postgres', table($kind, { n => 200, reverse => 1, %$knobs }, $options)
		  . 'SELECT array_agg(id) = ARRAY(SELECT generate_series(1, 200)) FROM t;');
	is($rows, 't', 'page order');
}

# ---- totals that lie

for my $lie (qw(-3 +5 +40 1 0 1000000000000))
{
	fails("a total of $lie", 'page', { total => 'body', lie => $lie }, { total_path => '$.total' },
		qr/21000: .*(?:declares|declare) /);
}
complete('a total that grows', 'page', 95, { total => 'body', lie => 'grow' }, { total_path => '$.total' });
complete('a total of null', 'page', 95, { total => 'body', lie => 'null' }, { total_path => '$.total' });
is(complete('pages that are all full', 'page', 100, { total => 'body', past => 404 }, { total_path => '$.total' }), 10, 'and none is asked for behind them');
fails('a total above the last page again', 'page', { past => 'repeat', total => 'body', lie => '+5' }, { total_path => '$.total', on_repeated_page => 'end' },
	qr/21000: .*100 records, but sent 95/);
is(complete('a total that is reached ends a cursor', 'cursor', 95, { total => 'body', cursor_end => 'same' }, { total_path => '$.total' }), 10, 'and nothing is asked for behind it');
is(complete('a total of a page ends no cursor whose has_more says more', 'cursor', 95, { total => 'body', lie => 10, has_more => 'yes' },
	{ total_path => '$.total', has_more_path => '$.has_more', check_total => 'off' }), 10, 'all are asked for');
complete('a total as a string', 'page', 95, { total => 'body', lie => 'string' }, { total_path => '$.total' });
fails('a total that changes', 'page', { total => 'body', lie => 'change' }, { total_path => '$.total' }, qr/21000: .*totals from 94 to 96 records, but sent 95/);
complete('a Content-Range without a total', 'page', 95, { total => 'content_range', lie => '*' }, { total_header => 'Content-Range' });
complete('a negative total is none', 'page', 95, { total => 'body', lie => '=-1' }, { total_path => '$.total' });
fails('a total that is no number', 'page', { total => 'body', lie => 'many' }, { total_path => '$.total' }, qr/HV00K: .*is no number: "many"/);
complete('a total that is not trusted', 'page', 95, { total => 'body', lie => '+5' }, { total_path => '$.total', check_total => 'off' });
like((error_of($node, 'SET client_min_messages = warning;'
	. table('page', { total => 'body', lie => '+5' }, { total_path => '$.total', check_total => 'warn' }) . $ask)),
	qr/WARNING: .*not as many.*\n.*DETAIL: .*100 records, but sent 95/, 'a total that is warned of');
fails('a total of a cursor', 'cursor', { total => 'body', lie => '+5' }, { total_path => '$.total' }, qr/21000: .*100 records, but sent 95/);

# ---- links

complete("next link: $_", 'next_url', 95, { next_form => $_ }) for qw(relative query_only path_only encoded);
complete('next link: another origin, path and query only', 'next_url', 95, { next_form => 'foreign' }, { next_url_base => 'base_url' });
for my $below ([ 'base_url', { next_url_base => 'base_url', path => '/next_url' }, 'below' ], [ 'a prefix', { next_url_base => '/paged' } ])
{
	complete("next link: below $below->[0]", 'next_url', 95, { next_form => 'relative', strip => '/paged' }, $below->[1], '', $below->[2]);
}
for my $form (qw(absolute relative))
{
	complete("next link: with bytes that no URL holds, $form", 'next_url', 95, { next_form => $form, odd => 'x y|["\'z]' });
	is(scalar(grep { $_->{target} =~ /[?&]odd=x%20y%7C%5B%22'z%5D(&|$)/ } $mock->requests), 9, 'which are encoded');
}
fails('next link: https where base_url is http', 'next_url', { next_form => 'https' }, {}, qr/42501: .*another origin/);
is(complete('next link: relative to where a redirect has led', 'next_url', 95, { to => '/paged/next_url?n=95&next_form=path_only' }, { path => '/redirect' }), 11,
	'one redirect, and pages from there');
is_deeply([ grep { $_->{target} !~ m{^/paged/next_url\?} } ($mock->requests)[ 1 .. 10 ] ], [], 'below its path');
complete('next link: of a POST', 'next_url', 95, {}, { body => '{"n": 95}' });
is_deeply([ map { $_->{method} } $mock->requests ], [ 'POST', ('GET') x 9 ], 'is followed by GET');
fails('next link: another origin', 'next_url', { next_form => 'foreign' }, {}, qr/42501: .*another origin/);
fails('next link: with a password in it', 'next_url', { next_form => 'userinfo' }, {}, qr/HV00B: .*not usable/);
unlike(error_of($node, table('next_url', { next_form => 'userinfo' }) . $ask), qr/secret/, 'and it is not shown');
fails('next link: to itself', 'next_url', { next_form => 'self' }, {}, qr/HV00K: .*circle/);
complete("Link header: $_", 'link', 95, { link_form => $_ }) for qw(several_headers several_rels comma_url unquoted upper bare single foreign_first);
complete('Link header: of another page', 'link', 10, { link_form => 'foreign' });
for my $style ({}, { pagination => undef })
{
	fails('Link header: not readable', 'link', { link_form => 'strange' }, $style, qr/HV00K: .*Link header that cannot be read/);
}
complete('auto follows a Link header', 'link', 95, {}, { pagination => undef });
complete('auto follows a link in the envelope', 'next_url', 95, {}, { pagination => undef, next_url_path => undef });
my %auto = (pagination => undef, next_url_path => undef);
fails('auto sees a word behind the last link', 'next_url', { has_more => 'always' }, \%auto, qr/HV00K: .*says "has_more": true and brought 95 records/);
complete('auto: a total that links reach', 'next_url', 95, { total => 'body' }, \%auto);
like(stderr_of('next_url', { total => 'body', lie => '+5' }, \%auto), qr/^(?=.*WARNING: .*there may be more records)(?=.*says "total": 100, and 95 records came)/s,
	'auto: a total beyond the last link is a warning');
fails('auto says that it does not know how', 'cursor', {}, { pagination => undef, cursor_param => undef, cursor_path => undef },
	qr/HV00K: .*the response says "next_cursor": "\S+" and brought 10 records.*Perhaps pagination 'cursor', cursor_param 'cursor', cursor_path '\$\.next_cursor'; pagination 'none'/s);
fails('auto sees a total', 'page', { total => 'body' }, { pagination => undef, page_param => undef },
	qr/HV00K: .*the response says "total": 95 and brought 10 records/);
complete('none with more than page_size', 'none', 95, { size => 95 }, { page_size => 10 });
is(ask_limit('none', { n => 95 }, { page_size => 10, page_size_param => 'per_page' }, 5), '5', 'none with a LIMIT below page_size');
fails('none with a full page', 'none', { n => 95 }, { page_size => 10 }, qr/HV00K: .*may be cut/);

# ---- cursors

complete("cursor ends: $_", 'cursor', 95, { cursor_end => $_ }) for qw(absent null empty false);
complete("cursor form: $_", 'cursor', 95, { cursor_form => $_ }) for qw(number object array);
complete("cursor in a body: $_", 'post_cursor', 95, { cursor_form => $_ }) for qw(string number object array);
complete('cursor in a header', 'cursor', 95, { where => 'header' }, { cursor_path => undef, cursor_header => 'X-Next-Cursor' });
complete('a cursor in a header that ends with ""', 'cursor', 95, { where => 'header', cursor_end => 'empty' }, { cursor_path => undef, cursor_header => 'X-Next-Cursor' });
fails('cursors that go round by three', 'cursor', { cursor_bug => 'three' }, {}, qr/HV00K: .*circle/);
fails('a link that is a number', 'next_url', { next_form => 'number' }, {}, qr/HV00K: .*finds no text: 2/);
is(complete('several tokens, of which pages lack one', 'tokens', 95, { lone_at => '3,4' }), 10, 'requests');
is_deeply([ map { join ',', $_->{target} =~ /[?&][ab]=(\d+)/g } $mock->requests ],
	[ '', '1,7', '2,14', 3, 4, map { "$_," . $_ * 7 } 5 .. 9 ], 'what a page lacks is not sent');
$mock->reset;
is($node->safe_psql('postgres', table('cursor', {}, { start_cursor => 'cDM=' }) . 'SELECT min(id), count(*) FROM t'), '21|75', 'start_cursor');
is_deeply([ map { /[?&]cursor=([^&]*)/ ? $1 : '' } map { $_->{target} } ($mock->requests)[ 0, 1 ] ], [ 'cDM%3D', 'cDQ%3D' ], 'is sent with the first request');
complete("cursor ends: $_", 'cursor', 95, { cursor_end => $_ }) for qw(zero minus null_text list object);
is(complete('the last page again, by the same cursor', 'cursor', 95, { cursor_end => 'same' }, { on_repeated_page => 'end' }), 11, 'on_repeated_page end');
cmp_ok(complete('empty pages for ever, by the same cursor', 'cursor', 95, { cursor_end => 'stuck' }, { on_repeated_page => 'end' }), '<', 20, 'on_repeated_page end');
is(fails('empty pages for ever, by other cursors', 'cursor', { n => 20, endless => 1 }, {}, qr/HV00K: .*a hundred pages in a row have no records, and each leads/), 102,
	'asking ends with the hundredth');
fails('a cursor that repeats', 'cursor', { cursor_bug => 'repeat' }, {}, qr/HV00K: .*circle/);
fails('has_more without a cursor', 'cursor', { has_more => 'yes', n => 20 }, { cursor_path => '$.nothing', has_more_path => '$.has_more' },
	qr/HV00K: .*more, but not where/);

# ---- where a page tells of the next: a place that finds nothing is held against all else

my @nowhere = ([ 'cursor', { cursor_path => '$.nextCursor' } ], [ 'next_url', { next_url_path => '$.nextLink' } ],
	[ 'cursor', { cursor_path => undef, cursor_header => 'X-Next' } ]);
for my $nowhere (@nowhere)
{
	my ($style, $options) = @$nowhere;
	my $place = $options->{cursor_header} ? 'cursor_header' : $style eq 'cursor' ? 'cursor_path' : 'next_url_path';
	fails("$place finds nothing, and a token is elsewhere", $style, {}, $options, qr/HV00K: .*the response says "next\w*": ".*", but $place has no next page/);
	fails("$place finds nothing, and words say more", $style, { cursor_end => 'absent', n => 95, more_word => 1, no_next => 1 }, $options,
		qr/HV00K: .*the response says "hasMore": true, but $place has no next page/);
	fails("$place finds nothing, and a total says more", $style, { no_next => 1, total => 'body' }, $options,
		qr/HV00K: .*the response says "total": 95, but $place has no next page/);
	my %full = (page_size => 10, page_size_param => 'per_page');
	fails("$place finds nothing, and the page is full", $style, { no_next => 1 }, { %$options, %full }, qr/HV00K: .*the 10 records that were asked for, and $place nothing of a next page/);
	complete("$place finds nothing, and the page is not full", $style, 7, { no_next => 1 }, { %$options, %full });
	is($node->safe_psql('postgres', table($style, { no_next => 1 }, { %$options, %full }) . 'SELECT count(*) FROM (SELECT * FROM t LIMIT 5) s'), '5', "$place finds nothing: LIMIT has enough");
}
my %full = (page_size => 10, page_size_param => 'per_page');
fails('no Link header, and the page is full', 'none', {}, { pagination => 'link_header', %full }, qr/HV00K: .*asked for, and the Link header nothing of a next page/);
complete('no Link header, and the page is not full', 'none', 7, {}, { pagination => 'link_header', %full });
complete("a full page, of which $_ says that it is all", $_ eq 'link' ? 'link' : 'cursor', 10, {}, \%full) for qw(link null);
complete('a full page, of which has_more says that it is all', 'cursor', 10, { no_next => 1, has_more => 'yes' }, { %full, has_more_path => '$.has_more' });
complete('a full page, of which a total says that it is all', 'cursor', 10, { no_next => 1, total => 'body' }, { %full, total_path => '$.total' });
my $some = table('cursor', { cursor_end => 'absent', n => 25, full_chain => 2 }, \%full) =~ s/id int,/chain int OPTIONS (param 'chain', param_only 'on'), id int,/r;
my $alone = qr/HV00K: .*10 records that were asked for, and cursor_path nothing of a next page/;
like(error_of($node, "$some SELECT count(*) FROM t WHERE chain = 2"), $alone, 'one value whose one page is full');
is($node->safe_psql('postgres', "$some SELECT count(*) FROM t WHERE chain IN (2, 1)"), '35', 'another value has shown the place');
is($node->safe_psql('postgres', "$some SELECT count(*) FROM t WHERE chain = 1; SELECT count(*) FROM t WHERE chain = 2"), "25\n10", 'or has in this session');
like(error_of($node, "$some SELECT count(*) FROM t WHERE chain = 1; ALTER FOREIGN TABLE t OPTIONS (SET cursor_path '\$.nobody'); SELECT count(*) FROM t WHERE chain = 2"),
	$alone, 'but not of other options');
my $counted = table('cursor', { cursor_end => 'absent', n => 25, full_chain => 2, total => 'body', lie => '=25' }, \%full) =~ s/id int,/chain int OPTIONS (param 'chain', param_only 'on'), id int,/r;
like(error_of($node, "$counted SELECT count(*) FROM t WHERE chain IN ($_)"), qr/HV00K: .*says "total": 25, but cursor_path has no next page/,
	"a sign of more counts whatever others have shown: $_") for '2, 1', '1, 2';
is($node->safe_psql('postgres', "$some SELECT count(*) FROM (VALUES (2), (1), (3)) v (k) JOIN t ON chain = k"), '60', 'in a batched join');
like(error_of($node, "$some SELECT count(*) FROM (VALUES (2)) v (k) JOIN t ON chain = k"), $alone, 'likewise');
is($node->safe_psql('postgres', "$some SET api_fdw.enable_batch_join = off; SELECT count(*) FROM (VALUES (1), (2), (3)) v (k) JOIN t ON chain = k"), '60', 'in a loop');

fails('a key that no record has', 'keyset', {}, { cursor_path => '$.data[last].key' }, qr/HV00K: .*cursor_path finds nothing in the last record/);
is(complete('a number of pages that is reached ends a cursor', 'cursor', 95, { total => 'pages', cursor_end => 'same' }, { total_pages_path => '$.total_pages' }), 10,
	'and nothing is asked for behind it');

# ---- failures on the way

complete("$_ once", 'page', 95, { $_ => $_ eq 'fail_at' ? '4:503:1' : '4:1', total => 'body' }, { total_path => '$.total' })
  for qw(fail_at reset_at cut_at halve_at);
complete("cursor: $_ once", 'cursor', 95, { $_ => $_ eq 'fail_at' ? '4:503:1' : '4:1' }) for qw(fail_at reset_at cut_at halve_at);
fails('a page that fails for good', 'page', { fail_at => '4:400', total => 'body' }, { total_path => '$.total' }, qr/HTTP status 400.*\n.*page 4 fails/s);
fails('a page without its records', 'page', { missing_at => 7, total => 'body' }, { total_path => '$.total' }, qr/HV004: .*no records at record_path \$\.data/);
fails('more pages than max_pages', 'cursor', {}, { max_pages => 5 }, qr/HV00K: .*more than max_pages \(5\)/);
is(complete('as many as max_pages', 'cursor', 50, {}, { max_pages => 5 }), 5, 'are well');
complete('as many as max_pages, no total', 'page', 50, {}, { max_pages => 5 });
fails('more pages than max_pages, no total', 'page', { n => 51 }, { max_pages => 5 }, qr/HV00K: .*more than max_pages \(5\)/);
is($node->safe_psql('postgres', table('page', {}, { max_pages => 2 }) . 'SELECT count(*) FROM (SELECT * FROM t LIMIT 20) s'), '20',
	'max_pages does not bound what LIMIT has enough of');
fails('an ignored status before the total is reached', 'page', { fail_at => '3:404', total => 'body' },
	{ total_path => '$.total', ignore_statuses => '404' }, qr/21000: .*95 records, but sent 20/);
complete('a comparison without an order says nothing', 'page', 95, { total => 'pages', lie => 'many' }, { has_more_path => '$.page < $.total_pages' });

# ---- offsets that drift: a record comes twice

my %drift = (n => 50, drift => 2);
my $twice = qr/HV00K: .*begins with the 1 record that the page before ended with.*\n.*unique_key and on_duplicate_row 'ignore'/s;
for my $style (qw(page next_url link post_page))
{
	fails("a record twice, $style", $style, { %drift, reverse => 1 }, $_, $twice)
	  for {}, { max_concurrency => 1 }, $style eq 'page' ? { speculative_pages => 'off' } : ();
}
is($node->safe_psql('postgres', table('page', \%drift, { on_repeated_page => 'ignore' }) . 'SELECT count(*), count(DISTINCT id) FROM t;'), '50|49',
	'on_repeated_page ignore');
like(error_of($node, table('page', \%drift, { unique_key => 'id' }) . $ask),
	qr/23505: .*record twice\n.*Key \(id\) = \(20\) came before/, 'unique_key stops');
like(error_of($node, table('page', \%drift, { unique_key => 'id, v', on_duplicate_row => 'ignore' }) . $ask),
	qr/WARNING: .*1 record of foreign table "\w+" that came twice was ignored/, 'on_duplicate_row ignore warns');
is($node->safe_psql('postgres', 'SET client_min_messages = error;'
	. table('page', \%drift, { unique_key => 'id', on_duplicate_row => 'ignore' }) . 'SELECT count(name) FROM t;'), '49', 'and takes the first');
like(error_of($node, table('page', {}, { unique_key => 'nobody' }) . $ask), qr/HV024: .*no column "nobody"/, 'unknown columns');

# ---- LIMIT

is($node->safe_psql('postgres', table('page', { n => 1000 }, { page_size => 100, page_size_param => 'per_page', min_page_size => 1 })
	. 'SELECT count(*) FROM (SELECT * FROM t LIMIT 10) s;'), '10', 'LIMIT');
$mock->reset;
$node->safe_psql('postgres', 'SELECT * FROM t LIMIT 10');
is_deeply([ map { $_->{target} =~ /per_page=(\d+)/ } $mock->requests ], [10], 'LIMIT 10 asks once, for 10');
$mock->reset;
$mock->reset;
is($node->safe_psql('postgres', 'SELECT count(*) FROM (SELECT * FROM t LIMIT 250 OFFSET 5) s'), '250', 'LIMIT over pages');
is($mock->stats->{requests}, 3, 'asks for as many as it takes');

is($node->safe_psql('postgres', 'SET client_min_messages = error;' . table('page', { n => 50, drift => 1, size => 5 }, { unique_key => 'v', on_duplicate_row => 'ignore' })
	. 'SELECT count(*) FROM (SELECT * FROM t LIMIT 7) s'), '7', 'LIMIT counts what is left of duplicates');

$mock->reset;
is($node->safe_psql('postgres', table('none', { n => 95 }, { page_size => 10, page_size_param => 'per_page', min_page_size => 1 }) . 'SELECT count(*) FROM (SELECT * FROM t LIMIT 5) s'), '5',
	'LIMIT where nothing pages');
is_deeply([ map { $_->{target} =~ /per_page=(\d+)/ } $mock->requests ], [5], 'asks once, for as many');
is(ask_limit('none', { n => 95 }, { page_size => 10 }, $_), $_, "LIMIT $_ of a full page") for 5, 10;
like(error_of($node, 'SELECT * FROM t LIMIT 11'), qr/HV00K: .*may be cut/, 'LIMIT of more than a full page');
is(ask_limit('none', { n => 95, size => 95 }, {}, 5), '5', 'LIMIT of a whole that has more');
my $filtered = table('none', { n => 95 }, { page_size => 10, page_size_param => 'per_page' }) =~ s/name text,/name text OPTIONS (param 'name', param_only 'off'),/r;
like(error_of($node, "$filtered SELECT id FROM t WHERE name = 'name 3' LIMIT 5"), qr/HV00K: .*exactly page_size \(10\) records and may be cut/,
	'LIMIT of a filter that the API does not know');
is($node->safe_psql('postgres', "SELECT id FROM t WHERE name IN ('name 1', 'name 2') LIMIT 1"), '1', 'well where enough is left');
for my $style (qw(none page cursor))
{
	$mock->reset;
	is(ask_limit($style, {}, {}, 0), '0', "LIMIT 0, $style");
	is($mock->stats->{requests}, 0, 'asks for nothing');
}

# ---- keep_order: values in their order, errors too

my %chains = (n => 30, slow_chain => 3, total => 'body');
my $chained = table('page', \%chains, { keep_order => 'on', total_path => '$.total' });
$chained =~ s/id int,/chain int OPTIONS (param 'chain', param_only 'on'), id int,/;
is($node->safe_psql('postgres', "$chained SELECT array_agg(chain * 100 + id) = ARRAY(SELECT c * 100 + i FROM unnest(ARRAY[3, 1, 4, 2]) WITH ORDINALITY AS u (c, n), generate_series(1, 30) i ORDER BY n, i)
	FROM t WHERE chain IN (3, 1, 4, 2)"), 't', 'keep_order: as the values are written')
  or diag($node->safe_psql('postgres', "SELECT string_agg(chain || ':' || id, ' ') FROM t WHERE chain IN (3, 1, 4, 2)"));
$chained = table('page', { %chains, bad_chain => 4 }, { keep_order => 'on', total_path => '$.total' });
$chained =~ s/id int,/chain int OPTIONS (param 'chain', param_only 'on'), id int,/;
my ($status, $out, $err) = $node->psql('postgres', "$chained BEGIN; DECLARE c CURSOR FOR SELECT chain, id FROM t WHERE chain IN (3, 4); FETCH 30 FROM c; FETCH 1 FROM c; ROLLBACK;");
is(scalar(split /\n/, $out), 30, 'keep_order: the rows of the first value come before the error of the second');
like($err, qr/HTTP status 400/, 'which comes then');

# ---- no more than four windows of values are begun at once

$chained = table('cursor', { n => 20 }, { max_concurrency => 1 }) =~ s/id int,/chain int OPTIONS (param 'chain', param_only 'on'), id int,/r;
$mock->reset;
is($node->safe_psql('postgres', "$chained SELECT count(*), count(DISTINCT (chain, id)) FROM t WHERE chain BETWEEN 1 AND 12 AND chain IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)"), '240|240', 'twelve chains of two pages');
my ($most, %begun) = (0);
for my $target (map { $_->{target} } $mock->requests)
{
	my ($chain) = $target =~ /[?&]chain=(\d+)/;
	$target =~ /[?&]cursor=/ ? delete $begun{$chain} : ($begun{$chain} = 1);
	$most = keys %begun if keys %begun > $most;
}
is($most, 4, 'one at a time, of four that are begun');

# ---- an anti join does not take a failure for "there is none"

$chained = table('page', { %chains, bad_chain => 4 }, { on_http_error => 'ignore' });
$chained =~ s/id int,/chain int OPTIONS (param 'chain', param_only 'on'), id int,/;
like(error_of($node, "$chained SELECT c FROM generate_series(3, 4) c WHERE NOT EXISTS (SELECT FROM t WHERE t.chain = c AND t.chain IN (3, 4))"),
	qr/ERROR: .*HTTP status 400/, 'NOT EXISTS');

done_testing();
