# The fault matrix of test/faults: its table, its server, and cells that are run.
package ApiFdw::Faults;

use strict;
use warnings;

use ApiFdw::Daemon;
use ApiFdw::Nginx;
use Digest::MD5 qw(md5_hex);
use Exporter 'import';
use File::Basename qw(dirname);
use File::Spec;
use HTTP::Tiny;
use IPC::Run;
use JSON::PP;
use PostgreSQL::Test::Utils;

our @EXPORT = qw(fault_cells);

my $folder = File::Spec->rel2abs(dirname(__FILE__) . '/../../../test/faults');
my @places = qw(1 3 last every);

# All cells of the table: { name, style, fault, place, times, protocol, table, want }; those of the fault refused have a
# table of their own.
sub fault_cells
{
	my @cells;
	for my $line (split /\n/, PostgreSQL::Test::Utils::slurp_file("$folder/table.txt"))
	{
		next if $line =~ /^\s*(#|$)/;
		my ($fault, $styles, $where, @wants) = split ' ', $line;
		die "table: $line" unless @wants == 4;
		for my $style ($styles eq 'both' ? qw(counted linked) : $styles)
		{
			for my $place ($where eq 'all' ? @places : split /,/, $where)
			{
				for my $i (grep { $wants[$_] ne '-' } 0 .. 3)
				{
					my %cell = (style => $style, fault => $fault, place => $place, want => $wants[$i],
						protocol => $i < 2 ? 'http1' : 'http2', times => $i % 2 ? 'ever' : 'once');
					$cell{path} = join '/', @cell{qw(fault place times protocol)};
					$cell{table} = $fault eq 'refused' ? join '_', @cell{qw(protocol fault place times)} : "$cell{protocol}_$style";
					$cell{name} = "$cell{protocol}, $style, $fault at $place, $cell{times}";
					push @cells, \%cell;
				}
			}
		}
	}
	return @cells;
}

# One of $n, in an order of chance: both are the seed's; and those that mutants are told by.
sub slice
{
	my ($n, $seed, @cells) = @_;
	my %draw = map { $_->{name} => md5_hex("$seed $_->{name}") } @cells;
	return sort { $draw{ $a->{name} } cmp $draw{ $b->{name} } }
	  grep { hex(substr $draw{ $_->{name} }, -6) % $n == 0 || $_->{name} =~ /^http1, \w+, (?:(?:close_head|length_short|cut_lines|status_429|empty_untold) at every|refused at 3|next_back at 4|leftover at 1), once/ } @cells;
}

# The server, and a certificate for it; { http1, http2, ca }. Takes ports of their own for paths (server.py).
sub start
{
	my ($class, %closing) = @_;
	my $tls = ApiFdw::Nginx->new;
	my $dir = $tls->dir;
	my $self = bless { ca => $tls->ca, tls => $tls }, $class;

	$self->{daemon} = ApiFdw::Daemon->start(
		command => [ '/usr/bin/python3', "$folder/server.py", '--port-file', "$dir/ports",
			'--tls', "$dir/tls/server.pem", "$dir/tls/server.key", map { ('--closing', $_, $closing{$_}) } sort keys %closing ],
		dir => $dir,
		log => "$dir/log");
	$self->{daemon}->wait_ready(sub { -s "$dir/ports" });
	my ($http1, $http2) = split ' ', PostgreSQL::Test::Utils::slurp_file("$dir/ports");
	@$self{qw(http1 http2)} = ("http://127.0.0.1:$http1", "https://localhost:$http2");
	return $self;
}

# How often each page of a path was asked for: { path => { page => times } }.
sub asked
{
	my ($self) = @_;
	return decode_json(HTTP::Tiny->new->get("$self->{http1}/log")->{content});
}

# Runs the cells in so many sessions at once; each gets {got}: rows, none, an SQLSTATE, or
# what else came; and the error, {said}.
sub run_cells
{
	my ($node, $sessions, @cells) = @_;
	my @runs;
	for my $n (0 .. $sessions - 1)
	{
		my $sql = "SET statement_timeout = '30s'; SET client_min_messages = error;\n";
		for my $i (grep { $_ % $sessions == $n } 0 .. $#cells)
		{
			my $cell = $cells[$i];
			$cell->{got} = 'nothing: the session ended';
			$sql .= qq{\\echo cell $i
				SELECT 'got ' || CASE WHEN count(*) = 20 AND count(DISTINCT id) = 20 AND sum(id) = 210 AND min(v) = 'value 1' THEN 'rows'
				WHEN count(*) = 0 THEN 'none' ELSE 'wrong: ' || count(*) || ' rows, ' || count(DISTINCT id) || ' ids' END
				FROM $cell->{table} WHERE cell = '$cell->{path}';
				\\if :ERROR
				\\echo got :SQLSTATE
				\\echo said :LAST_ERROR_MESSAGE
				\\endif\n};
		}
		my %run = (sql => $sql, out => '', err => '');
		$run{psql} = IPC::Run::start([ 'psql', '-XAtq', '-d', $node->connstr('postgres') ],
			'<', \$run{sql}, '>', \$run{out}, '2>', \$run{err});
		push @runs, \%run;
	}
	for my $run (@runs)
	{
		$run->{psql}->finish;
		while ($run->{out} =~ /^cell (\d+)\ngot (.*)(?:\nsaid (.*))?$/mg)
		{
			@{ $cells[$1] }{qw(got said)} = ($2, $3 // '');
		}
	}
	return;
}

1;
