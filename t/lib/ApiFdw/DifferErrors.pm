# The errors that the rules allow, each with the predicate that says when a pair may meet it: a table, not a
# judgement.  Whatever else goes wrong is a failure of the test.
package ApiFdw::DifferErrors;

use strict;
use warnings;

use ApiFdw::DifferTables qw(is_only is_always apis_of);
use Exporter 'import';
use List::Util qw(any);

our @EXPORT_OK = qw(kind_of kinds);

# Is there a column of an alias of which that is true?
sub some_column
{
	my ($pair, $true) = @_;
	return any { my $alias = $_; any { $true->($alias, $_) } grep { $_->{place} } @{ $alias->{table}{columns} } } @{ $pair->{query}{aliases} };
}

# Or a value of it that may be sent?
sub some_sent
{
	my ($pair, $true) = @_;
	return some_column($pair, sub {
		my ($alias, $column) = @_;
		return any { $true->($column, $_) } @{ $alias->{values}{ $column->{name} } // [] };
	});
}

sub state_of { return $_[0]{state}{ $_[1]{name} } // ''; }

sub lacks
{
	my ($alias, $column) = @_;
	my $state = state_of($alias, $column);
	return is_always($column) && $state ne 'given' || is_only($column) && $state eq 'read' || lost($alias, $column);
}

# Perhaps no record that comes has the column that an unsent condition reads.
sub lost
{
	my ($alias, $column) = @_;
	my $sent = state_of($alias, $column) eq 'given' && !$alias->{joined}{ $column->{name} };

	return !$sent && $alias->{read}{ $column->{name} } && any { !defined $_->{ $column->{name} } } @{ $alias->{table}{rows} };
}

# More requests than max_fanout?  As many as there are combinations of values, at most, and in a loop for each row.
sub fans_out
{
	my ($pair, $alias) = @_;
	my $most = $alias->{table}{options}{max_fanout} // return 0;
	my $count = $pair->{query}{loops} ? @{ $pair->{own}{rows} } || 1 : 1;

	for my $column (grep { $_->{place} } @{ $alias->{table}{columns} })
	{
		my %once = map { $_ => 1 } @{ $alias->{values}{ $column->{name} } // [] };
		$count *= keys %once || 1;
	}
	return $count > $most;
}

# Amid other text a value is one word; between double quotes it may be nearly all.
sub unsafe
{
	my ($column, $value) = @_;
	my $how = $column->{text} // return 0;

	return 0 if $column->{type} !~ /text|mood/;
	return $value =~ /["\\\x00-\x1f]/ if $how eq 'quoted';
	return $value !~ /^[\w@\x{80}-\x{10ffff}](?:[.-]?[\w@\x{80}-\x{10ffff}])*$/ || $value =~ /^(?:and|or|not|to|null|true|false)$/i;
}

# One of two columns that stand together has a value, the other none.
sub half
{
	my ($alias, $column) = @_;
	my $other = $column->{pair} // return 0;
	return state_of($alias, $column) =~ /given|read/ && (($alias->{state}{$other} // '') ne 'given');
}

# The last page says nothing of a next one.
sub silent_end
{
	my ($table) = @_;
	my $told = $table->{config}{told} // {};
	return ($told->{end} // '') eq 'absent' || grep { defined && !ref } @$told{qw(token next)};
}

my @kinds = (
	{ name => 'needs a value', state => 'HV002', text => qr/^column "[^"]+" needs a value/, may => sub { return some_column($_[0], \&lacks); } },
	{ name => 'may be cut', state => 'HV00K', text => qr/: the response (?:shows that there is more, but not how to ask for it|says .+ and brought \d+ records?)/,
		may => sub { my ($pair, $seen) = @_; return any { $_->{table}{manner} eq 'auto_cut' && any { $seen->{ $_->{name} }{cut} } apis_of($_->{table}) } @{ $pair->{query}{aliases} }; } },
	# all that was asked for, on the only page, and not a word of the next
	{ name => 'full page', state => 'HV00K', text => qr/: the response has the \d+ records? that (?:was|were) asked for, and .+ nothing of a next page/,
		may => sub { my ($pair, $seen) = @_; return any { silent_end($_->{table}) && any { $seen->{ $_->{name} }{full} } apis_of($_->{table}) } @{ $pair->{query}{aliases} }; } },
	{ name => 'overlap', state => 'HV00K',
		text => qr/: the page (?:begins with the \d+ records? that the page before ended with|has the same records as the page before)|: a page has \d+ records, but the next begins|: the first page with records has \d+ of them|: a hundred pages in a row have no records, and say that there are more/,
		may => sub { return any { ($_->{table}{config}{page} // {})->{after_cut} } @{ $_[0]{query}{aliases} }; } },
	{ name => 'separator', state => '22023', text => qr/holds the separator of its list|^an empty value of column .* cannot stand in a list/,
		may => sub { return some_sent($_[0], sub { my ($column, $value) = @_; return defined $column->{sep} && ($value eq '' || index($value, $column->{sep}) >= 0); }); } },
	{ name => 'shape', state => '22023', text => qr/^a value of column "[^"]+" cannot stand in the midst of/, may => sub { return some_sent($_[0], \&unsafe); } },
	{ name => 'half of two', state => 'HV002', text => qr/^the value of column "[^"]+" cannot be sent (?:without|beside) (?:the )?one of column/,
		may => sub { return some_column($_[0], \&half); } },
	{ name => 'path', state => '22023', text => qr/cannot stand in a path|makes a "\." or "\.\." in the path/,
		may => sub { return some_sent($_[0], sub { return $_[0]{in_path} && $_[1] =~ /^\.{0,2}$/; }); } },
	{ name => 'header', state => '22023', text => qr/cannot stand in header/,
		may => sub { return some_sent($_[0], sub { return $_[0]{place} =~ /^header/ && $_[1] =~ /^\s|\s$|[\n]/; }); } },
	{ name => 'fan-out', state => '53400', text => qr/max_fanout/, may => sub { my ($pair) = @_; return any { fans_out($pair, $_) } @{ $pair->{query}{aliases} }; } });

sub kinds { return map { $_->{name} } @kinds; }

# kind_of(state, message, pair, what the mock saw of its tables): the error's kind, and whether the pair may meet it;
# nothing for an error of no kind.
sub kind_of
{
	my ($state, $message, $pair, $seen) = @_;

	for my $kind (@kinds)
	{
		return ($kind->{name}, !!$kind->{may}->($pair, $seen)) if $state =~ /^(?:$kind->{state})$/ && $message =~ $kind->{text};
	}
	return;
}

1;
