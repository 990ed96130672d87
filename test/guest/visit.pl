#!/usr/bin/perl
# Runs a command in a Debian that it has for itself, interrupts it if told when, and says
# what it left: "ok" and "not ok" lines.  To be the first process of its namespace; needs
# no more than perl-base has.
#
# Usage: visit.pl NAME WHEN COMMAND...
#
#   WHEN   "-": runs to its end; else a regular expression: as soon as a process has such
#          a command line, SIGINT goes to the group
#
# What packages own is theirs, and so is what their scripts keep (%kept); all else must be
# as it was: /etc, programs, services that start at boot, users, processes, temporary files.
use strict;
use warnings;

use POSIX ();

my ($name, $when, @command) = @ARGV;
my $bad = 0;

# Files that dpkg, apt and maintainer scripts write, by what brings them.
my @kept = (
	qr{^/var/(lib/(dpkg|apt|ucf|pam|systemd/deb-systemd-(user-)?helper-(en|dis)abled|python|xml-core|sgml-base|dhcp|polkit-1|emacsen-common|update-rc\.d)|cache|log|backups)(/|$)},
	qr{^/etc/(passwd|group|shadow|gshadow|subuid|subgid)-?$},
	qr{^/etc/(ld\.so\.cache|mailcap|\.pwd\.lock|shells|ca-certificates\.conf)$},
	qr{^/etc/(alternatives|ssl/certs|ssl/private|init\.d)(/|$)},
	qr{^/etc/rc[0-6S]\.d/K\d\d[^/]+$},
	qr{^/etc/systemd/system(/[a-z-]+\.target\.wants)?$|^/etc/rc[0-6S]\.d$},
	qr{^/usr/(share|lib)/(.*/)?(__pycache__|info/dir|mime|glib-2\.0/schemas|fonts|locale|perl5|gcc)(/|$)},
	qr{^/usr/(local/)?share/(ca-certificates|fonts|man|sgml|xml)(/|$)},
	qr{^/usr/local/lib/python3[^/]*(/|$)},
	qr{^/var/www(/html(/index\.nginx-debian\.html)?)?$|^/etc/lighttpd/conf-enabled$},
	qr{^/var/lib/(postgresql|prometheus|nginx|private)(/|$)},
	qr{^/etc/postgresql-common/root\.crt$|^/etc/apt/apt\.conf\.d/02autoremove-postgresql$},
);

# What packages make where it is missing.
my $made = qr{^/etc/(default/locale|hosts|inputrc|locale\.gen|networks|python3(/debian_config)?)$};

sub report
{
	my ($good, $what, @details) = @_;
	print $good ? 'ok' : 'not ok', " - $name: $what\n";
	print "#   $_\n" for $good ? () : @details;
	$bad++ unless $good;
	return;
}

sub slurp
{
	my ($path) = @_;
	open(my $in, '<', $path) or return '';
	local $/;
	return scalar(<$in>) // '';
}

# { path => what it is } of all that is on disks; content only where it is small and told.
sub snapshot
{
	my %seen;
	my @todo = map { "/$_" } qw(etc usr var opt root home srv/api_fdw/tmp tmp);
	while (defined(my $path = shift @todo))
	{
		my @stat = lstat $path or next;
		my $what = sprintf '%o %d:%d', @stat[ 2, 4, 5 ];
		if (-l _) { $what .= ' -> ' . readlink $path; }
		elsif (-d _)
		{
			opendir(my $dir, $path) or next;
			push @todo, map { "$path/$_" } grep { !/^\.\.?$/ } readdir $dir;
		}
		else { $what .= $path =~ m{^/etc/|policy-rc} ? ' ' . slurp($path) : " $stat[7] $stat[9]"; }
		$seen{$path} = $what;
	}
	return \%seen;
}

# Paths that packages own, as they are without the links of a merged /usr.
sub owned
{
	my %own;
	for my $list (glob '/var/lib/dpkg/info/*.list')
	{
		for (split /\n/, slurp($list))
		{
			$own{$_} = 1;
			$own{"/usr$_"} = 1 if m{^/(bin|sbin|lib\w*)/};
		}
	}
	# those that ucf keeps for a package, and those that one puts aside for another
	$own{$_} = 1 for slurp('/var/lib/ucf/hashfile') =~ /^\w+\s+(\S+)/mg, split /\n/, slurp('/var/lib/dpkg/diversions');
	return \%own;
}

# A link to an alternative, or to what a package owns?
sub of_package
{
	my ($own, $path, $what) = @_;
	my ($to) = $what =~ / -> (.*)/ or return 0;
	$to = ($path =~ s{[^/]+$}{}r) . $to if $to !~ m{^/};
	1 while $to =~ s{/[^/]+/\.\./}{/};
	return $to =~ m{^/etc/alternatives/} || $own->{$to};
}

# What runs here but us: pid => command line.
sub processes
{
	my %seen;
	for my $pid (map { m{/(\d+)$} } glob '/proc/[0-9]*')
	{
		next if $pid == $$;
		my ($state) = slurp("/proc/$pid/stat") =~ /\) (\w)/ or next;
		(my $line = slurp("/proc/$pid/cmdline")) =~ tr/\0/ /;
		$seen{$pid} = $line if $state !~ /[ZX]/ && $line !~ /visit\.pl/;
	}
	return \%seen;
}

# Buries what has ended; true if that child is among them.
sub ended
{
	my ($child) = @_;
	my $seen = 0;
	while ((my $pid = waitpid -1, POSIX::WNOHANG()) > 0)
	{
		$seen = 1 if $pid == $child;
	}
	return $seen;
}

sub moment { select undef, undef, undef, 0.02; return; }

sub run
{
	my $pid = fork() // die "fork: $!";
	if ($pid == 0)
	{
		setpgrp;
		$SIG{INT} = 'DEFAULT';
		exec @command or POSIX::_exit(127);
	}
	my $met = $when eq '-';
	my $until = time() + 600;
	until (ended($pid) || time() > $until)
	{
		if (!$met && grep { /$when/ } values %{ processes() })
		{
			$met = 1;
			kill 'INT', -$pid;
		}
		moment();
	}
	return $met;
}

my $before = snapshot();
my %users = map { /^([^:]+)/ ? ($1 => 1) : () } split /\n/, slurp('/etc/passwd');
report(run(), "met its moment, $when");

# those that were told to end have a while to do so
for (1 .. 250)
{
	ended(0);
	last unless %{ processes() };
	moment();
}
my $left = processes();
report(!%$left, 'no process is left', map { "$_: $left->{$_}" } sort keys %$left);

my $after = snapshot();
my $own = owned();
my @changed = sort grep { ($before->{$_} // '') ne ($after->{$_} // '') } keys %{ { %$before, %$after } };
# a service that starts at boot, and what keeps services from starting, is nobody's
my $never = qr{policy-rc\.d|^/etc/systemd/.*\.wants/|/rc[2-5S]\.d/S|createcluster\.conf.};
my @strange = grep {
	my $path = $_;
	$path =~ $never || !($own->{$path} || ($path =~ $made && !$before->{$path})
		  || of_package($own, $path, $after->{$path} // '') || grep { $path =~ $_ } @kept)
} @changed;
report(!@strange, 'nothing has changed but what packages own', map { exists $after->{$_} ? "$_" : "$_ (is gone)" } @strange);
my $conf = '/etc/postgresql-common/createcluster.conf';
report(!-e $conf || slurp($conf) eq ($before->{$conf} ? substr($before->{$conf}, index($before->{$conf}, ' ', 8) + 1) :
	slurp("/usr/share/postgresql-common/createcluster.conf")), "createcluster.conf is its package's", slurp($conf));
report(!glob('/etc/postgresql/*/*'), 'no cluster was made');
my $scripts = join '', map { slurp($_) } glob '/var/lib/dpkg/info/*.{pre,post}inst';
my @users = grep { !$users{$_} && $scripts !~ /\b\Q$_\E\b/ } map { /^([^:]+)/ ? $1 : () } split /\n/, slurp('/etc/passwd');
report(!@users, 'no user but those of packages', @users);
my $audit = `dpkg --audit 2>&1`;
report($audit eq '', 'no package is left half-way', split /\n/, $audit);
exit($bad ? 1 : 0);
