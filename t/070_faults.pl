# The fault matrix: each fault, at page 1, 3, the last and every page, over HTTP/1.1 and HTTP/2 with
# TLS, once and for good. test/faults/table.txt says what must come of each cell; none may hang, be
# short, have a row twice, end the backend or fail in a way that is nobody's. Here a part of the
# cells, all with API_FDW_TEST_LONG=1; API_FDW_CELLS='http2.*goaway' runs those whose names match.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Faults;
use ApiFdw::Test;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('faults');
my @cells = fault_cells();
my @refused = grep { $_->{fault} eq 'refused' } @cells;
my %port = map { $_->{path} => PostgreSQL::Test::Cluster::get_free_port() } @refused;
my $server = ApiFdw::Faults->start(%port);

# default options, but that what waits does not wait for long
my %options = (request_timeout => '1s', transfer_timeout => '2s', backoff_initial => '10ms',
	backoff_max => '50ms', retry_after_max => '2s', max_response_size => '1MB');

for my $protocol (qw(http1 http2))
{
	new_server($node, $protocol, { base_url => $server->{$protocol}, %options,
		$protocol eq 'http2' ? (ca_file => $server->{ca}) : () });
	$node->safe_psql('postgres', qq{
		CREATE FOREIGN TABLE ${protocol}_counted (cell text OPTIONS (param 'cell'), id int, v text) SERVER $protocol
		  OPTIONS (path '/counted/{+cell}', record_path '\$.data', pagination 'page_number', page_param 'page', total_path '\$.total');
		CREATE FOREIGN TABLE ${protocol}_linked (cell text OPTIONS (param 'cell'), id int, v text) SERVER $protocol
		  OPTIONS (path '/linked/{+cell}', record_path '\$.data', pagination 'next_url', next_url_path '\$.next', total_path '\$.total');
		CREATE FOREIGN TABLE ${protocol}_lines (cell text OPTIONS (param 'cell'), id int, v text) SERVER $protocol
		  OPTIONS (path '/lines/{+cell}', pagination 'page_number', page_param 'page');});
}

for my $cell (@refused)
{
	# long enough for the server to see that one was refused, and to open its port again
	new_server($node, $cell->{table}, { %options, backoff_initial => '200ms', backoff_max => '200ms', $cell->{protocol} eq 'http1' ?
		(base_url => "http://127.0.0.1:$port{$cell->{path}}") : (base_url => "https://localhost:$port{$cell->{path}}", ca_file => $server->{ca}) });
	$node->safe_psql('postgres', qq{CREATE FOREIGN TABLE $cell->{table} (cell text OPTIONS (param 'cell'), id int, v text) SERVER $cell->{table}
		OPTIONS (path '/linked/{+cell}', record_path '\$.data', pagination 'next_url', next_url_path '\$.next', total_path '\$.total')});
}

my $all = @cells;
my $seed = $ENV{API_FDW_SEED} // 1;
if (my $pattern = $ENV{API_FDW_CELLS}) { @cells = grep { $_->{name} =~ /$pattern/ } @cells; }
@cells = ApiFdw::Faults::slice($ENV{API_FDW_CELLS} || $ENV{API_FDW_TEST_LONG} ? 1 : 12, $seed, @cells);
note(scalar(@cells) . " of $all cells, seed $seed");

ApiFdw::Faults::run_cells($node, 6, @cells);
for my $cell (@cells)
{
	ok((grep { $_ eq $cell->{got} } split m{/}, $cell->{want}), $cell->{name})
	  or diag("wanted $cell->{want}, got $cell->{got} $cell->{said}");
}

# a dead connection is not kept for the requests to come
for my $protocol (qw(http1 http2))
{
	is($node->safe_psql('postgres', join ';', map { "SELECT count(*) FROM ${protocol}_counted WHERE cell = '$_/$protocol'" }
		'silent/1/once/then', 'afterwards'), "20\n20", "$protocol: a silent connection, and then");
	is_deeply($server->asked->{"/counted/afterwards/$protocol"}, { map { $_ => 1 } 1 .. 5 }, 'each page is asked for once');
}

# nor one whose session is over with an error, which libcurl 8.22 would use for all that come
is($node->safe_psql('postgres', q{DO $$ BEGIN PERFORM * FROM http2_counted WHERE cell = 'huge_headers/1/ever/session'; EXCEPTION WHEN connection_failure THEN END $$;
	SELECT count(*) FROM http2_counted WHERE cell = 'after_session/http2'}), 20, 'a session that is over, and then');
is_deeply($server->asked->{'/counted/after_session/http2'}, { map { $_ => 1 } 1 .. 5 }, 'each page is asked for once');

# nor while others are still waited for on it: they fall silent one after the other, and it is never free of them
is($node->safe_psql('postgres', q{SELECT count(*) || ' ' || count(DISTINCT (cell, id)) FROM http2_linked
	WHERE cell IN ('silent/3/once/http2/beside', 'slow/every/ever/http2/beside')}), '40 40', 'two lists over a connection that falls silent');

is($node->safe_psql('postgres', 'SELECT count(*) FROM ' . join ' NATURAL FULL JOIN ', map { "(SELECT id FROM $_ WHERE cell = 'good') $_" }
	qw(http1_counted http1_linked http1_lines http2_counted http2_linked http2_lines)), 20, 'all is well afterwards');
unlike(slurp_file($node->logfile), qr/terminated by signal|PANIC|XX000/, 'no backend has ended');
done_testing();
