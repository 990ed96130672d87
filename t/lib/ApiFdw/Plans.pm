# What EXPLAIN (VERBOSE, FORMAT JSON) tells of a plan's joins.
package ApiFdw::Plans;

use strict;
use warnings;

use Exporter 'import';
use JSON::PP;

our @EXPORT_OK = qw(joins_of);

my %is_join = map { $_ => 1 } 'Nested Loop', 'Hash Join', 'Merge Join';

# "<Join Type> <way>", each once, for the joins of the plan; ways: batch, parameterized (a nested loop that gives a
# foreign scan its values), other.
sub joins_of
{
	my ($json) = @_;
	my $plan = eval { JSON::PP->new->decode($json) } or return;
	my %joins;

	walk($plan->[0]{Plan}, \%joins);
	return sort keys %joins;
}

sub walk
{
	my ($node, $joins) = @_;
	my @children = @{ $node->{Plans} // [] };

	if (($node->{'Custom Plan Provider'} // '') eq 'API Batch Join')
	{
		$joins->{ ($node->{'Join Type'} // 'Unknown') . ' batch' } = 1;
	}
	elsif ($is_join{ $node->{'Node Type'} })
	{
		my ($inner) = grep { ($_->{'Parent Relationship'} // '') eq 'Inner' } @children;
		my $way = $node->{'Node Type'} eq 'Nested Loop' && is_parameterized($inner) ? 'parameterized' : 'other';
		$joins->{"$node->{'Join Type'} $way"} = 1;
	}
	walk($_, $joins) for @children;
	return;
}

# A foreign scan, perhaps below nodes of one child, whose conditions speak of other relations.
sub is_parameterized
{
	my ($node) = @_;

	while ($node->{'Node Type'} ne 'Foreign Scan')
	{
		my @children = grep { $_->{'Parent Relationship'} =~ /Outer|Subquery/ } @{ $node->{Plans} // [] };
		return 0 if @children != 1 || $node->{'Node Type'} eq 'Materialize';
		$node = $children[0];
	}
	my $conditions = join ' ', $node->{Filter} // '', $node->{Parameters} // '';
	return scalar(grep { $_ ne $node->{Alias} } $conditions =~ /\b(a\d+)\./g) > 0;
}

1;
