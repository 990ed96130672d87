# Situations that people met, as test/situations/*.txt tell them: a table, what the API
# answers, a query, and what its author expects.
#
#   === title
#   base: /v1                      behind the mock's URL
#   server: rate_limit '10/s'      further options, likewise mapping:
#   table: id int, name text       columns of t
#     with: path '/r'              its options
#   sql: CREATE ...                anything else, before the query
#   > [METHOD] /r?page=2           what is asked for; no query: whatever the query
#     as written                   the target is compared byte for byte
#     if Accept: json              a header, a regex; "if body": JSON, or a regex
#     times: 1                     so often, then another answer of the same target
#     status: 404
#     header: Name: value
#     json: ... | text: "..." | base64: ...
#     charset: latin1 | encode: gzip
#   query: SELECT ...
#   rows: [[1, "a"], [2, null]]    or  error: regex, which may look at the SQLSTATE
#   or rows: ...                   as good as the error
#   in any order | warning: regex | no warning
#   requests: 3                    at most
#   waits: 0.9                     seconds at least between the first request and the last
package ApiFdw::Situations;

use strict;
use warnings;

use Exporter 'import';
use JSON::PP;

our @EXPORT_OK = qw(read_situations setup_of);

my $json = JSON::PP->new->utf8->allow_nonref;

sub take_response_line
{
	my ($response, $line) = @_;

	utf8::decode($line) unless $line =~ /^json|^text|^if body/;
	if ($line =~ /^as written$/) { $response->{written} = JSON::PP::true; }
	elsif ($line =~ /^if body: (.*)/)
	{
		my $body = $1;

		$response->{if_body} = $body =~ /^[\[{]/ ? $json->decode($body) : $body;
	}
	elsif ($line =~ /^if ([\w-]+): (.*)/) { $response->{if}{$1} = $2; }
	elsif ($line =~ /^(times|status): (\d+)$/) { $response->{$1} = $2 + 0; }
	elsif ($line =~ /^header: ([^:]+): ?(.*)/) { push @{ $response->{headers} }, [ $1, $2 ]; }
	elsif ($line =~ /^text: (.*)/) { $response->{text} = $json->decode($1); }
	elsif ($line =~ /^json: (.*)/)
	{
		# as it is written: numbers keep their digits, members their order
		$response->{text} = $1;
		utf8::decode($response->{text});
	}
	elsif ($line =~ /^(base64|charset|encode): (\S+)$/) { $response->{$1} = $2; }
	else { die "no word of a response: $line"; }
	return;
}

sub take_line
{
	my ($situation, $line) = @_;

	if ($line =~ /^> (?:([A-Z]+) )?(\S.*)$/)
	{
		my ($method, $target) = ($1, $2);

		utf8::decode($target);
		push @{ $situation->{responses} }, { target => $target, $method ? (method => $method) : () };
	}
	elsif ($line =~ /^  with: (.*)/) { $situation->{tables}[-1][1] = $1; }
	elsif ($line =~ /^table: (.*)/) { push @{ $situation->{tables} }, [ $1, '' ]; }
	elsif ($line =~ /^  (.*)/) { take_response_line($situation->{responses}[-1], $1); }
	elsif ($line =~ /^sql: (.*)/) { push @{ $situation->{sql} }, $1; }
	elsif ($line =~ /^(rows|or rows): (.*)/) { $situation->{$1} = $json->decode($2); }
	elsif ($line =~ /^(in any order|no warning)$/) { $situation->{$1} = 1; }
	elsif ($line =~ /^(base|server|mapping|query|error|warning|requests|waits): (.*)/)
	{
		$situation->{$1} = $2;
	}
	else { die "no word of a situation: $line"; }
	return;
}

# The situations of a file, in its order.
sub read_situations
{
	my ($path) = @_;
	my @situations;

	open(my $file, '<', $path) or die "$path: $!";
	while (my $line = <$file>)
	{
		chomp $line;
		next if $line eq '' || $line =~ /^#/;
		if ($line =~ /^=== (.+)/) { push @situations, { title => $1, responses => [] }; }
		else { take_line($situations[-1], $line); }
	}
	close $file;
	return @situations;
}

# The SQL that makes its server, mapping and tables.
sub setup_of
{
	my ($situation, $url) = @_;
	my $more = $situation->{server} ? ", $situation->{server}" : '';
	my @sql = ("CREATE SERVER s FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url '$url"
		  . ($situation->{base} // '') . "', backoff_initial '20ms', backoff_max '50ms'$more)");

	push @sql, "CREATE USER MAPPING FOR CURRENT_USER SERVER s OPTIONS ($situation->{mapping})"
	  if $situation->{mapping};
	push @sql, "CREATE FOREIGN TABLE t ($_->[0]) SERVER s OPTIONS ($_->[1])"
	  for @{ $situation->{tables} // [] };
	push @sql, @{ $situation->{sql} // [] };
	my $sql = join '', map { "$_;\n" } @sql;
	$sql =~ s/\$\{url\}/$url/g;
	return $sql;
}

1;
