# Debian's nginx as an ordinary user: a configuration and a tree in a directory of
# its own, its log as the witness.
package ApiFdw::Nginx;

use strict;
use warnings;

use ApiFdw::Daemon;
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Time::HiRes qw(sleep);

# new(): a directory with a certificate; nothing runs yet.
sub new
{
	my ($class) = @_;
	my $dir = PostgreSQL::Test::Utils::tempdir;
	my $self = bless { dir => $dir, port => {} }, $class;

	mkdir "$dir/$_" for qw(html tmp tls);
	openssl(qw(req -x509 -newkey rsa:2048 -nodes -days 2), '-subj', '/CN=api_fdw test CA',
		'-keyout', "$dir/tls/ca.key", '-out', "$dir/tls/ca.pem");
	$self->certificate('server', 'DNS:localhost,IP:127.0.0.1');
	return $self;
}

sub openssl
{
	my (@command) = @_;
	my $out;

	IPC::Run::run([ 'openssl', @command ], '>&', \$out) or die "openssl @command:\n$out";
	return;
}

# Writes name.pem and name.key, good for those hosts, signed by ca.pem.
sub certificate
{
	my ($self, $name, $hosts) = @_;
	my $base = "$self->{dir}/tls/$name";

	PostgreSQL::Test::Utils::append_to_file("$base.ext",
		"subjectAltName=$hosts\nbasicConstraints=CA:FALSE\n");
	openssl(qw(req -newkey rsa:2048 -nodes), '-subj', "/CN=$name",
		'-keyout', "$base.key", '-out', "$base.csr");
	openssl(qw(x509 -req -days 2 -CAcreateserial), '-in', "$base.csr", '-CA', $self->ca,
		'-CAkey', "$self->{dir}/tls/ca.key", '-extfile', "$base.ext", '-out', "$base.pem");
	return;
}

# A file below the document root.
sub put
{
	my ($self, $path, $text) = @_;
	PostgreSQL::Test::Utils::append_to_file("$self->{dir}/html/$path", $text);
	return;
}

sub dir { return $_[0]{dir}; }
sub ca  { return "$_[0]{dir}/tls/ca.pem"; }
sub http { return "http://127.0.0.1:$_[0]{port}{http}"; }
sub https { return "https://localhost:$_[0]{port}{https}"; }
sub http2 { return "https://localhost:$_[0]{port}{http2}"; }

# Shows the certificate of another host.
sub stranger { return "https://localhost:$_[0]{port}{stranger}"; }

# start(http => text for the http block, locations => text for the server block)
sub start
{
	my ($self, %arg) = @_;
	my $dir = $self->{dir};
	my $port = $self->{port};

	$port->{$_} = PostgreSQL::Test::Cluster::get_free_port()
	  for qw(http https http2 stranger);
	my $http = $arg{http} // '';
	$self->certificate('stranger', 'DNS:elsewhere.example');
	open(my $conf, '>', "$dir/nginx.conf") or die $!;
	print $conf <<"CONF";
daemon off;
worker_processes 1;
pid nginx.pid;
error_log error.log info;
events { worker_connections 2048; }
http {
	client_body_temp_path tmp/body;
	proxy_temp_path tmp/proxy;
	fastcgi_temp_path tmp/fastcgi;
	uwsgi_temp_path tmp/uwsgi;
	scgi_temp_path tmp/scgi;
	types { application/json json; }
	log_format fields '\$status|\$connection|\$server_protocol|\$uri|\$sent_http_content_encoding|\$bytes_sent';
	access_log access.log fields;
	$http
	server {
		listen 127.0.0.1:$port->{http};
		listen 127.0.0.1:$port->{https} ssl;
		listen 127.0.0.1:$port->{http2} ssl http2;
		server_name localhost;
		ssl_certificate tls/server.pem;
		ssl_certificate_key tls/server.key;
		ssl_protocols TLSv1.2 TLSv1.3;
		root html;
		$arg{locations}
	}
	server {
		listen 127.0.0.1:$port->{stranger} ssl;
		ssl_certificate tls/stranger.pem;
		ssl_certificate_key tls/stranger.key;
		root html;
	}
}
CONF
	close $conf;
	$self->{daemon} = ApiFdw::Daemon->start(
		command => [ program(), '-p', "$dir/", '-e', 'error.log', '-c', 'nginx.conf' ],
		dir     => $dir,
		log     => "$dir/start.log");
	$self->{daemon}->wait_ready(sub { ApiFdw::Daemon::listening($port->{http2}) });
	return $self;
}

# The program; /usr/sbin is not on everybody's PATH.
sub program
{
	return -x '/usr/sbin/nginx' ? '/usr/sbin/nginx' : 'nginx';
}

# The access log since the last call with forget, as hashes; waits until it has at
# least $count entries (nginx writes them after the answer).
sub requests
{
	my ($self, $count) = @_;
	my @fields = qw(status connection protocol uri encoding bytes);
	my @rows;

	for (1 .. 500)
	{
		my $text = PostgreSQL::Test::Utils::slurp_file("$self->{dir}/access.log");
		@rows = split /\n/, substr($text, $self->{seen} // 0);
		last if @rows >= $count;
		sleep 0.02;
	}
	return map { my %row; @row{@fields} = split /\|/, $_; \%row } @rows;
}

sub forget
{
	my ($self) = @_;
	$self->{seen} = -s "$self->{dir}/access.log";
	return;
}

1;
