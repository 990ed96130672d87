# scripts/guest-install leaves nothing behind but packages, whenever it is interrupted:
# run on a tree of its own, with a stand-in for apt-get.
use strict;
use warnings;
use FindBin;

use Cwd qw(abs_path);
use File::Find;
use File::Temp qw(tempdir);
use POSIX ();
use Test::More;
use Time::HiRes qw(sleep time);

my $root = abs_path("$FindBin::RealBin/..");
my $base = tempdir(CLEANUP => 1);
my $trees = 0;
my @packages = qw(nginx-light postgresql-15);

sub put
{
	my ($path, $text, $mode) = @_;
	open(my $out, '>', $path) or die "$path: $!";
	print $out $text;
	close $out;
	chmod $mode // 0644, $path;
	return;
}

# Everything of a tree: kind, mode, time and content.
sub snapshot
{
	my ($tree) = @_;
	my %seen;
	find({ no_chdir => 1, wanted => sub {
		my ($mode, $time) = (lstat)[ 2, 9 ];
		my $text = -l $_ ? readlink : -d _ ? '' : do { local (@ARGV, $/) = $_; <> } . $time;
		$seen{ substr($_, length $tree) } = sprintf('%o %s', $mode, $text);
	} }, $tree);
	return \%seen;
}

# A host: fresh, or with a policy and a configuration of its own.
sub host
{
	my ($kind) = @_;
	my $tree = "$base/" . ++$trees;
	mkdir $_ for $tree, "$tree.tmp";
	for my $dir (qw(etc usr/sbin etc/systemd/system/multi-user.target.wants), map { "etc/rc$_.d" } 0 .. 6)
	{
		system('mkdir', '-p', "$tree/$dir");
	}
	symlink '../init.d/cron', "$tree/etc/rc2.d/S01cron";
	symlink '/lib/systemd/system/cron.service', "$tree/etc/systemd/system/multi-user.target.wants/cron.service";
	return $tree if $kind eq 'fresh';
	put("$tree/usr/sbin/policy-rc.d", "#!/bin/sh\nexit 104\n", 0750);
	mkdir "$tree/etc/postgresql-common";
	put("$tree/etc/postgresql-common/createcluster.conf", "create_main_cluster = true\nssl = off", 0640);
	utime 1e9, 1e9, "$tree/usr/sbin/policy-rc.d", "$tree/etc/postgresql-common/createcluster.conf";
	return $tree;
}

# What packages bring: these may be there afterwards, and the services' links as those of
# services that are off.
sub packaged
{
	my ($seen) = @_;
	for my $path (keys %$seen)
	{
		delete $seen->{$path} if $path =~ m{/K01nginx$} || $path eq '/etc/postgresql-common'
		  || $seen->{$path} =~ /the package's own/;
	}
	return $seen;
}

# Runs it in a process group of its own; at the step it gets the signal. Gives its status.
sub run
{
	my ($tree, $step, $signal) = @_;
	unlink map { "$tree.tmp/$_" } qw(at go stop);
	put("$tree.tmp/stop", $step) if $step;
	my $pid = fork() // die "fork: $!";
	if ($pid == 0)
	{
		setpgrp;
		$SIG{INT} = 'DEFAULT';
		open(STDERR, '>>', "$tree.tmp/log");
		open(STDOUT, '>&', \*STDERR);
		%ENV = (%ENV, API_FDW_GUEST_ROOT => $tree, PATH => "$root/test/guest:$ENV{PATH}");
		exec 'sh', "$root/scripts/guest-install", @packages or POSIX::_exit(127);
	}
	if ($step)
	{
		my $until = time() + 20;
		sleep 0.01 until -e "$tree.tmp/at" || time() > $until;
		kill $signal, -$pid;
		# twice: who has pressed Ctrl-C once does so again
		kill $signal, -$pid;
		put("$tree.tmp/go", '') if $signal ne 'KILL';
	}
	waitpid $pid, 0;
	my $status = $?;
	put("$tree.tmp/go", '');
	return $status;
}

sub lines
{
	my ($path) = @_;
	open(my $in, '<', $path) or return '';
	local $/;
	return <$in>;
}

for my $kind (qw(fresh furnished))
{
	# each step of apt's, interrupted by each signal, and none
	for my $case ([ '', '' ], map { my $step = $_; map { [ $step, $_ ] } qw(INT TERM KILL) } qw(update download common install))
	{
		my ($step, $signal) = @$case;
		next if $step eq 'common' && $kind eq 'furnished';
		my $name = "$kind host, " . ($step ? "$signal at $step" : 'to the end');
		my $tree = host($kind);
		my $before = snapshot($tree);
		my $status = run($tree, $step, $signal);
		is($status != 0, $step ne '', "$name: says so") or diag(lines("$tree.tmp/log"));
		if ($signal eq 'KILL')
		{
			# nothing could be taken back; but nothing is forbidden any more
			my $policy = "$tree/usr/sbin/policy-rc.d";
			my $verdict = -x $policy ? system($policy, 'x', 'start') >> 8 : 0;
			is($verdict, $kind eq 'fresh' ? 0 : 104, "$name: starts are allowed as before");
			# apt itself is in a session of its own and goes on
			put("$tree.tmp/go", '');
			my $until = time() + 20;
			sleep 0.01 until $step !~ /common|install/ || -e "$tree.tmp/done.$step" || time() > $until;
			unlink "$tree.tmp/started";
			is(run($tree, '', ''), 0, "$name: another run");
		}
		is_deeply(packaged(snapshot($tree)), packaged($before), "$name: nothing else has changed")
		  unless $signal eq 'KILL' && $step eq 'install';
		unlike(lines("$tree.tmp/broken"), qr/common|install/, "$name: dpkg was not interrupted");
		is(lines("$tree.tmp/started"), '', "$name: nothing was started");
	}
}

# what apt cannot do changes nothing, either
my $tree = host('furnished');
my $before = snapshot($tree);
put("$tree.tmp/fail", '');
isnt(run($tree, '', ''), 0, 'a failure of apt is one');
is_deeply(packaged(snapshot($tree)), packaged($before), 'nothing else has changed');

# no cluster where nobody has asked for one
$tree = host('fresh');
is(run($tree, '', ''), 0, 'an installation');
is(lines("$tree.tmp/clusters"), '', 'makes no cluster');
like(lines("$tree.tmp/log"), qr/installed and left off: nginx/, 'says what is off');
is(lines("$tree.tmp/steps"), "update\ndownload\ncommon\ninstall\n", 'its steps');

# libpq's variables are the user's own business
my $seen = `PGPORT=6000 PGOPTIONS=-x PGDATA=/nowhere sh -c 'root=$root; . $root/scripts/lib.sh; env' 2>&1`;
unlike($seen, qr/^PG[A-Z]+=/m, 'no PG* variable is left');

done_testing();
