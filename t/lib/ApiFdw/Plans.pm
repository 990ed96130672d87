# What EXPLAIN (VERBOSE, FORMAT JSON) tells of a plan's joins.
package ApiFdw::Plans;

use strict;
use warnings;

use Exporter 'import';
use JSON::PP;

our @EXPORT_OK = qw(joins_of nodes_of);
our @nodes = qw(look-ahead batch count loop limit sub-plan init append memoize scan);

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

# Which of @nodes are in the plan, each once.
sub nodes_of
{
	my ($json) = @_;
	my $plan = eval { JSON::PP->new->decode($json) } or return;
	my %found;

	find_nodes($plan->[0]{Plan}, \%found);
	return grep { $found{$_} } @nodes;
}

my %node_named = ('API Look-Ahead' => 'look-ahead', 'API Batch Join' => 'batch', 'API Count' => 'count', 'Limit' => 'limit',
	'Append' => 'append', 'Memoize' => 'memoize', 'Foreign Scan' => 'scan');

sub find_nodes
{
	my ($node, $found) = @_;
	my @children = @{ $node->{Plans} // [] };
	my $name = $node_named{ $node->{'Custom Plan Provider'} // $node->{'Node Type'} };
	my ($inner) = grep { ($_->{'Parent Relationship'} // '') eq 'Inner' } @children;
	my $by = $node->{'Subplan Name'} ? ($node->{'Parent Relationship'} eq 'InitPlan' ? 'init' : 'sub-plan') : '';

	$found->{$name} = 1 if $name;
	$found->{loop} = 1 if $node->{'Node Type'} eq 'Nested Loop' && is_parameterized($inner);
	for my $child (@children)
	{
		my %below;
		find_nodes($child, \%below);
		$found->{$_} = 1 for keys %below;
	}
	$found->{$by} = 1 if $by && $found->{scan};
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
