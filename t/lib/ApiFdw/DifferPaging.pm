# How the API of a random table pages, and what the table's options say of it: nothing more than is needed.
package ApiFdw::DifferPaging;

use strict;
use warnings;

use ApiFdw::DifferValues qw(pick chance);
use Exporter 'import';

our @EXPORT_OK = qw(add_paging);

my @record_places = ([qw(data)], [qw(data)], [qw(items)], [qw(results)], [qw(data items)], [qw(response rows)], [qw(_embedded records)]);

# What auto follows.
my @links = ([qw(next)], [qw(next_url)], [qw(links next)], [qw(_links next href)], [qw(paging next)], [qw(meta next)],
	[qw(pagination next)], ['@odata.nextLink'], [qw(nextLink)]);

# What tells that there is more, and not how to ask for it.
my @signs = ([ more => [qw(has_more)] ], [ more => [qw(hasMore)] ], [ more => [qw(pagination has_more)] ], [ token => [qw(next_cursor)] ],
	[ token => [qw(nextPageToken)] ], [ token => [qw(meta next_cursor)] ], [ token => [qw(metadata continue)] ], [ total => [qw(total)] ],
	[ total => [qw(total_count)] ], [ total => [qw(meta total)] ], [ total => [qw(totalResults)] ], [ total => [qw(pagination total)] ],
	[ more => [qw(meta has_next_page)] ], [ more => [qw(is_truncated)] ], [ last => [qw(last)] ], [ last => [qw(page is_last_page)] ],
	[ pages => [qw(pagination total_pages)] ], [ pages => [qw(total_pages)] ], [ pages => [qw(meta pageCount)] ], [ number => [qw(pagination nextPage)] ], [ token => [qw(page_info continuation_token)] ],
	[ total => ['@odata.count'] ], [ total => [qw(page totalElements)] ], [ total => 'X-Total-Count' ], [ pages => 'X-Total-Pages' ], [ number => 'X-Next-Page' ]);

# What an envelope has that tells nothing of pages.
my %noise = (took => 3, '_shards.total' => 5, 'rate_limit.remaining' => 12, 'rate_limit.limit' => 60, 'facets.kind.count' => 40, status => 'ok',
	total_votes => 99, next_update => '2030-01-01T00:00:00Z', 'meta.request_id' => 'f00', 'aggregations.all.doc_count' => 77, api_version => '2');

my %manners = (whole_array => \&whole_array, whole_lines => \&whole_lines, whole_envelope => \&whole_envelope, none => \&none,
	auto_link => \&auto_link, auto_header => \&auto_header, auto_cut => \&auto_cut, page_number => \&page_number, offset => \&offset,
	cursor => \&cursor, next_url => \&next_url, link_header => \&link_header);
my @by_get = qw(auto_link auto_header next_url link_header);
my @by_any = qw(whole_array whole_array whole_lines whole_envelope none auto_cut page_number page_number offset offset cursor cursor);

# add_paging($table): fills config (what the mock does), options and manner.
sub add_paging
{
	my ($table) = @_;
	my @of = (@by_any, $table->{config}{method} eq 'GET' ? @by_get : ());

	$table->{manner} = $table->{graphql} ? pick(qw(whole_envelope cursor auto_cut)) : pick(@of);
	$manners{ $table->{manner} }->($table, $table->{config}, $table->{options});
	return;
}

# ---- parts ----

sub json_path
{
	my (@way) = @_;
	return '$.' . join '.', map { /^\w+$/ ? $_ : "\"$_\"" } @way;
}

# Records in an object; their place is named.
sub in_envelope
{
	my ($table) = @_;
	my $place = $table->{graphql} ? [ 'data', 'rows' ] : pick(@record_places);

	$table->{config}{form} = { kind => 'envelope', path => $place, first => chance(0.5) ? 1 : 0,
		extra => { map { $_ => $noise{$_} } grep { chance(0.15) } sort keys %noise } };
	$table->{options}{record_path} = json_path(@$place);
	return;
}

sub in_array { $_[0]{config}{form} = { kind => 'array' }; return; }

# A page's size, and what the server makes of another that is asked for.
sub add_size
{
	my ($table, $page, $names) = @_;

	$page->{size} = pick(2, 3, 4, 5, 7);
	return if !chance(0.5);
	$page->{size_name} = pick(@$names);
	$table->{options}{page_size_param} = $page->{size_name};
	$table->{options}{page_size} = pick(2, 3, 4, 6, 10);
	$page->{most} = pick(3, 5) if chance(0.4);
	return;
}

# Where a parameter of the pages goes, if not into the query.
sub place_param
{
	my ($table, $page, @names) = @_;

	if ($table->{config}{method} eq 'GET')
	{
		return if $page->{style} eq 'cursor' || $page->{size_name} || !chance(0.15);
		push @{ $table->{steps} }, 'part', "{$page->{name}}";
		$page->{in} = 'path';
		$page->{name} = $#{ $table->{steps} };
		return;
	}
	$page->{in} = 'body';
	$page->{name} = [ 'variables', $page->{name} ] if $table->{graphql};
	$page->{size_name} = [ 'variables', $page->{size_name} ] if $table->{graphql} && $page->{size_name};
	push @{ $table->{body_items} }, map { [ [$_], "\@\@$_\@\@" ] } @names;
	return;
}

# ---- the manners ----

sub whole_array { in_array($_[0]); return; }
sub whole_lines { $_[0]{config}{form} = { kind => 'lines' }; return; }

# One answer; it may say that this is all.
sub whole_envelope
{
	my ($table, $config) = @_;

	in_envelope($table);
	$config->{told}{ $_->[0] } = $_->[1] for map { pick(@signs) } 1 .. pick(0, 1, 2);
	$config->{told}{end} = pick('null', 'empty', 'absent');
	return;
}

# One answer that speaks of more; the table says that it is all.
sub none
{
	my ($table, $config, $options) = @_;

	in_envelope($table);
	$config->{form}{extra}{total} = 1000;
	$config->{form}{extra}{has_more} = \1;
	$options->{pagination} = 'none';
	return;
}

sub auto_link
{
	my ($table, $config) = @_;

	in_envelope($table);
	$config->{page} = { style => 'next', size => pick(2, 3, 5, 7), link => pick(qw(query root absolute absolute)) };
	$config->{told} = { next => pick(@links), end => pick('null', 'empty', 'absent') };
	add_gaps($config->{page}, 0.3);
	return;
}

sub auto_header
{
	my ($table, $config) = @_;

	in_array($table);
	$config->{page} = { style => 'link', size => pick(2, 3, 5, 7), link => pick(qw(root absolute absolute)) };
	$config->{told} = { next => 'Link' };
	add_gaps($config->{page}, 0.3);
	return;
}

# The server pages by parameters that nobody has named.
sub auto_cut
{
	my ($table, $config) = @_;
	my $sign = pick(@signs);

	in_envelope($table);
	# total_pages with nothing beside it is an error of round pages, of others a warning
	my $alone = ref $sign->[1] && "@{ $sign->[1] }" eq 'total_pages';
	$config->{page} = { style => 'cursor', name => 'hidden_cursor', size => $alone ? pick(10, 20) : pick(3, 4, 7, 10, 20) };
	$config->{told} = { $sign->[0] => $sign->[1], end => pick('null', 'empty', 'absent') };
	return;
}

# Pages that are shorter than others, or empty.
sub add_gaps
{
	my ($page, $share) = @_;

	$page->{short} = [ pick(0, 1, 2), pick(1, 3) ] if chance($share);
	$page->{empty} = [ pick(1, 2) ] if chance($share / 2);
	return;
}

# Totals, where pages are counted: nothing, or one or two ways to say it.
sub add_totals
{
	my ($table, $options) = @_;
	my $told = $table->{config}{told} //= {};
	my %ways = (
		total => sub { $told->{total} = pick([qw(total)], [qw(meta total)]); $options->{total_path} = json_path(@{ $told->{total} }); },
		header => sub { $told->{total} = 'X-Total-Count'; $options->{total_header} = 'X-Total-Count'; },
		pages => sub { $told->{pages} = pick([qw(pages)], [qw(meta last_page)]); $options->{total_pages_path} = json_path(@{ $told->{pages} }); },
		more => sub { $told->{more} = [qw(has_more)]; $options->{has_more_path} = '$.has_more'; });
	my @known = $table->{config}{form}{kind} eq 'envelope' ? qw(total header pages more) : qw(header);

	$ways{$_}->() for chance(0.4) ? () : pick(@known);
	return;
}

# What is there past the end, where somebody may look.
sub add_past
{
	my ($table, $options) = @_;

	$table->{config}{past} = $table->{config}{form}{kind} eq 'envelope' ? pick(qw(empty empty empty null null 404 404 422)) : pick(qw(empty empty empty 404 410));
	$options->{ignore_statuses} = $table->{config}{past} if $table->{config}{past} =~ /4/ && chance(0.4);
	return;
}

sub page_number
{
	my ($table, $config, $options) = @_;
	my $page = $config->{page} = { style => 'page', name => pick(qw(page p pageNumber)), first => pick(1, 1, 0) };

	chance(0.7) ? in_envelope($table) : in_array($table);
	$options->{pagination} = 'page_number';
	$options->{page_param} = $page->{name};
	$options->{start_page} = 0 if !$page->{first};
	add_size($table, $page, [qw(per_page size)]);
	add_totals($table, $options);
	add_past($table, $options);
	# a first page that is short promises more pages than there are, and a status past the last is an error then
	$page->{short} = [ pick($config->{past} =~ /4/ ? 2 : 0, 1, 2), pick(1, 3) ] if chance(0.3);
	$page->{empty} = [ pick(1, 2) ] if chance(0.3) && $config->{told} && ($config->{told}{more} || $config->{told}{pages} || $config->{told}{total});
	place_param($table, $page, $page->{name}, $page->{size_name} // ());
	return;
}

sub offset
{
	my ($table, $config, $options) = @_;
	my $page = $config->{page} = { style => 'offset', name => pick(qw(offset skip)), first => pick(0, 0, 1) };

	chance(0.7) ? in_envelope($table) : in_array($table);
	$options->{pagination} = 'offset';
	$options->{offset_param} = $page->{name};
	$options->{start_offset} = 1 if $page->{first};
	add_size($table, $page, [qw(limit count)]);
	add_totals($table, $options);
	add_past($table, $options);
	$page->{after_cut} = 1 if $options->{has_more_path} && chance(0.4);
	place_param($table, $page, $page->{name}, $page->{size_name} // ());
	return;
}

sub cursor
{
	my ($table, $config, $options) = @_;
	my $page = $config->{page} = { style => 'cursor', name => pick(qw(cursor after page_token)) };
	my $token = pick([qw(next_cursor)], [qw(meta next)], [qw(paging cursors after)], [qw(nextPageToken)], 'X-Next-Cursor');

	$token = [qw(data pageInfo endCursor)] if $table->{graphql};
	ref $token || chance(0.5) ? in_envelope($table) : in_array($table);
	$options->{pagination} = 'cursor';
	$options->{cursor_param} = $page->{name};
	$options->{ ref $token ? 'cursor_path' : 'cursor_header' } = ref $token ? json_path(@$token) : $token;
	$config->{told} = { token => $token, end => pick('null', 'empty', 'absent') };
	add_size($table, $page, [qw(limit per_page)]);
	if (ref $token && chance(0.3) && !$table->{graphql})
	{
		$config->{told}{more} = [qw(has_more)];
		$options->{has_more_path} = '$.has_more';
	}
	add_gaps($page, 0.3);
	place_param($table, $page, $page->{name}, $page->{size_name} // ());
	return;
}

sub next_url
{
	my ($table, $config, $options) = @_;
	my $link = pick(@links, [qw(more_at)]);

	in_envelope($table);
	$options->{pagination} = 'next_url';
	$options->{next_url_path} = json_path(@$link);
	$config->{page} = { style => 'next', link => pick(qw(query root absolute)) };
	$config->{told} = { next => $link, end => pick('null', 'empty', 'absent') };
	add_size($table, $config->{page}, [qw(limit per_page)]);
	add_gaps($config->{page}, 0.3);
	return;
}

sub link_header
{
	my ($table, $config, $options) = @_;

	chance(0.3) ? in_envelope($table) : in_array($table);
	$options->{pagination} = 'link_header';
	$config->{page} = { style => 'link', link => pick(qw(root absolute)) };
	$config->{told} = { next => 'Link' };
	add_size($table, $config->{page}, [qw(limit per_page)]);
	add_gaps($config->{page}, 0.3);
	return;
}

1;
