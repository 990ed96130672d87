# What people met with tables of few options, and what they expected: test/situations.
# Each is played in a session of its own against an API that answers by its script.
# With API_FDW_FIRST_FAILURE the first that is played otherwise ends it.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Situations qw(read_situations setup_of);
use ApiFdw::Test;
use JSON::PP;
use Test::More;

my $node = new_node('situations', "timezone = 'UTC'\nlc_messages = 'C'");
my $mock = ApiFdw::Mock->start;
my $json = JSON::PP->new->utf8->allow_nonref->canonical;
my ($field, $record, $null) = ("\x1f", "\x1e", "\x1d");

# The query's rows, or undef, and what was said beside them.
sub play
{
	my ($situation) = @_;

	$mock->ask('POST', '/_mock/script', $json->encode($situation->{responses}));
	my ($status, $out, $said) = $node->psql('postgres',
		"BEGIN;\n" . setup_of($situation, $mock->url) . "\\echo =ROWS\n$situation->{query};\n\\echo =END\n",
		extra_params => [ '-t', '-F', $field, '-R', $record, '-P', "null=$null",
			'-v', 'VERBOSITY=verbose' ]);
	my ($rows) = ($out // '') =~ /=ROWS\n(.*?)\n?=END/s;
	return (undef, $said) unless defined $rows;
	utf8::decode($rows);
	return ([ map { [ split /$field/, $_, -1 ] } split(/$record/, $rows, -1) ], $said);
}

# As psql prints it.
sub printed
{
	my ($value) = @_;
	return $null unless defined $value;
	return $value ? 't' : 'f' if JSON::PP::is_bool($value);
	return "$value";
}

sub texts
{
	my ($situation, $rows) = @_;
	my @texts = map { my $row = $_; join ' | ', map { s/$null/NULL/r } map { printed($_) } @$row } @$rows;

	@texts = sort @texts if $situation->{'in any order'};
	return \@texts;
}

# Is what came what its author expects?  Otherwise why not.
sub complaint
{
	my ($situation, $rows, $said, @requests) = @_;
	my $wanted = $situation->{rows} // (defined $rows ? $situation->{'or rows'} : undef);
	my $warnings = join "\n", grep { /WARNING|DETAIL|HINT/ } split /\n/, $said;

	return "rows for an error: " . $json->encode($rows) if defined $rows && !$wanted;
	return "an error for rows" if !defined $rows && $wanted;
	return "another error" if !defined $rows && $said !~ /$situation->{error}/s;
	return "other rows: " . $json->encode($rows)
	  if defined $rows && join("\n", @{ texts($situation, $rows) }) ne join("\n", @{ texts($situation, $wanted) });
	return "no such warning" if $situation->{warning} && $warnings !~ /$situation->{warning}/;
	return "a warning" if $situation->{'no warning'} && $said =~ /WARNING/;
	return scalar(@requests) . " requests" if @requests > ($situation->{requests} // 1000);
	return "asked again too soon"
	  if $situation->{waits} && $requests[-1]{at} - $requests[0]{at} < $situation->{waits};
	return;
}

FILE: for my $path (sort glob "$FindBin::RealBin/../test/situations/*.txt")
{
	my ($subject) = $path =~ m{(\w+)\.txt$};

	for my $situation (read_situations($path))
	{
		my ($rows, $said) = play($situation);
		my $complaint = complaint($situation, $rows, $said, $mock->requests);

		ok(!$complaint, "$subject: $situation->{title}")
		  or diag("$complaint\n$situation->{query}\n$said");
		last FILE if $complaint && $ENV{API_FDW_FIRST_FAILURE};
	}
}
done_testing;
