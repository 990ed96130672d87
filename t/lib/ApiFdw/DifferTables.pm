# Random foreign tables over an API that filters and pages, with local copies of the same rows.
#
# A table: { name, columns: [...], rows: [ { column => text } ], config: what the mock does, options: the table's,
# parts: the partitions, if any }.  A column: { name, type, role, place, values, ... }; its role is plain, param (the
# record has it), only (the record has it not), path (shows what was sent), echo (sent in the path, read from the record),
# list or required; sep parts the values of a list, text: its placeholder stands within other text.
package ApiFdw::DifferTables;

use strict;
use warnings;

use ApiFdw::DifferPaging qw(add_paging);
use ApiFdw::DifferValues qw(pick chance @types some_values literal json_of json_string);
use Exporter 'import';
use JSON::PP;

our @EXPORT_OK = qw(make_table own_table table_ddl own_ddl apis_of is_only is_always);

my $json = JSON::PP->new->canonical->utf8(0)->allow_nonref;
my %separator = (comma => ',', pipe => '|', semicolon => ';', space => ' ');

# The foreign tables that it is.
sub apis_of { return $_[0]{parts} ? @{ $_[0]{parts} } : $_[0]; }
sub is_only { return $_[0]{only}; }
sub is_always { return $_[0]{role} =~ /^(path|echo)$/ || $_[0]{in_path} || $_[0]{required}; }

sub make_table
{
	my ($name) = @_;
	my $table = { name => $name, options => {}, body_items => [], placed => {} };
	my $how = pick(('GET') x 8, 'json', 'form', 'variable');

	$table->{config} = { method => $how eq 'GET' ? 'GET' : 'POST', filters => [] };
	$table->{graphql} = $how eq 'variable';
	$table->{body} = $how eq 'GET' ? '' : $how;
	$table->{columns} = [ { name => 'rid', type => 'int', role => 'plain' } ];
	$table->{object} = $how eq 'GET' && chance(0.05);
	add_columns($table);
	add_pair($table) if $how eq 'GET' && chance(0.06);
	add_fixed($table) if chance(0.25) && !$table->{options}{params};
	$table->{object} ? make_object($table) : add_paging($table);
	fill_rows($table);
	finish_request($table);
	$table->{options}{max_fanout} = pick(2, 3, 6) if chance(0.05);
	return $table;
}

# ---- columns ----

sub add_columns
{
	my ($table) = @_;
	my $odd = pick(0, 0.3, 0.7);
	my $sending = pick(1, 1, 2, 2, 3);

	for my $number (1 .. $sending + pick(0, 1, 2))
	{
		my $type = pick(@types);
		my $column = { name => "c$number", type => $type, role => 'plain', values => [ some_values($type, pick(2, 3, 5), $odd) ] };

		if (chance(0.08))
		{
			$column->{name} = "geo.c$number";
			$column->{way} = [ 'geo', "c$number" ];
		}
		make_sending($table, $column) if $number <= $sending;
		$column->{way} //= [ $column->{name} ];
		if ($column->{name} =~ /^c/ && chance(0.12) && !$column->{only} && $column->{role} ne 'path')
		{
			$column->{way} = [ 'more', "m$number" ];
			$column->{options}{json_path} = "\$.more.m$number";
		}
		elsif ($column->{name} =~ /^c/ && chance(0.1) && !$column->{options}{json_path} && !$column->{only} && $column->{role} ne 'path')
		{
			# what SQL folds, and what it writes otherwise
			$column->{way} = [ pick("C$number", "c_$number", "_c$number") ];
			$table->{relaxed} = 1;
		}
		$column->{sql_type} = $type eq 'text' ? 'varchar(40)' : 'numeric(30,9)'
		  if chance(0.25) && $type =~ /text|numeric/;
		push @{ $table->{columns} }, $column;
	}
	return;
}

my %places_of = (GET => [qw(path path pathtext query query query bare template quoted json jsontext header headertext)],
	json => [qw(body body body bodyalone bodytext path query header)], form => [qw(form form formtext path query)], variable => [qw(variable)]);

sub make_sending
{
	my ($table, $column) = @_;
	my $place = pick(@{ $places_of{ $table->{body} || 'GET' } });
	my $role;

	if ($place =~ /^path/)
	{
		$role = pick(qw(path path echo list));
		$role = 'echo' if $place eq 'pathtext' && $role eq 'list';
		$column->{in_path} = 1;
	}
	else
	{
		$role = pick(qw(param param only only list required));
	}
	$column->{role} = $role;
	$column->{place} = $place;
	$column->{param} = $column->{name} =~ s/\W/_/gr;
	$column->{param} = pick("filter[$column->{name}]", "p-$column->{name}") if $place eq 'query' && chance(0.3);
	$column->{only} = 1 if $role eq 'only' || $role eq 'required' && chance(0.3);
	$column->{required} = 1 if $role eq 'required';
	$column->{options}{param} = $column->{param};
	$column->{options}{param_only} = 'on' if $column->{only};
	$column->{options}{required} = 'on' if $column->{required};
	$column->{options}{json_path} = $column->{name} =~ /geo/ ? "\$.$column->{name}" : "\$.\"$column->{name}\"" if $role eq 'echo' || $role eq 'list' && $column->{in_path};
	add_list($table, $column) if $role eq 'list';
	place_column($table, $column);
	return;
}

# The values of IN go out together.
sub add_list
{
	my ($table, $column) = @_;
	my @ways = ('comma', 'comma', 'pipe', 'semicolon', 'space', ('repeat') x ($column->{place} =~ /^(query|body|variable)$/ ? 2 : 0));

	$column->{list} = pick(@ways);
	$column->{sep} = $separator{ $column->{list} };
	$column->{options}{param_in} = $column->{list};
	$column->{options}{param_in_max} = pick(1, 2, 3) if chance(0.4);
	return;
}

# Puts the column's placeholder there, and tells the mock where to look.
sub place_column
{
	my ($table, $column) = @_;
	my ($place, $param) = @$column{qw(place param)};
	my %filter = (columns => [ $column->{name} ], (sep => $column->{sep}) x !!defined $column->{sep});
	my $before = pick("$column->{name}:", 'x = ', 'eq ', '>');

	$filter{required} = \1 if is_always($column);
	$column->{text} = $place eq 'quoted' ? 'quoted' : 'word' if $place =~ /^quoted$|^template$|text$/ && !$column->{in_path};
	if ($place =~ /^path/)
	{
		my ($head, $tail) = $place eq 'pathtext' ? (pick('id-', 'v'), pick('', '.json')) : ('', '');
		push @{ $table->{steps} }, 'by', "$head\{$param}$tail";
		%filter = (%filter, in => 'path', name => $#{ $table->{steps} }, pattern => $head . '(.*)' . quotemeta $tail);
	}
	elsif ($place =~ /^(query|bare|template|quoted|json|jsontext)$/)
	{
		my %text = (bare => "{$param}", template => "$before\{$param}", quoted => "$before\"{$param}\"", json => "{\"a\": {\"b\": {$param}}, \"v\": 1}",
			jsontext => "{\"a\": {\"b\": \"$before\{$param}\"}}");
		%filter = (%filter, in => 'query', name => $place eq 'query' ? $param : "q_$param");
		$filter{pattern} = quotemeta($before) . ($place eq 'quoted' ? '"(.*)"' : '(.*)') if $place =~ /^(template|quoted|jsontext)$/;
		$filter{inner} = [qw(a b)] if $place =~ /^json/;
		$table->{params}{ $filter{name} } = $text{$place} if $place ne 'query';
	}
	elsif ($place =~ /^header/)
	{
		$before = $place eq 'headertext' ? 'is=' : '';
		%filter = (%filter, in => 'header', name => "X-$param", pattern => $before . '(.*)');
		$table->{headers}{"X-$param"} = "$before\{$param}";
	}
	else
	{
		$before = 'is:' if $place eq 'formtext';
		my @way = $place eq 'variable' ? ('variables', $param) : $place =~ /body/ ? pick([$param], [ 'where', $param ])->@* : ($param);
		%filter = (%filter, in => 'body', name => \@way);
		$filter{pattern} = quotemeta($before) . '(.*)' if $place =~ /text$/;
		push @{ $table->{body_items} }, [ \@way, $place =~ /text$/ ? "$before\{$param}" : $place eq 'bodyalone' ? "{$param}" : "\@\@$param\@\@" ];
	}
	# an API that takes no notice of a filter, or not so much
	$filter{lax} = pick('ignores', ('blind') x ($column->{type} eq 'text')) if $column->{role} =~ /^(param|list)$/ && !$column->{only} && chance(0.12);
	push @{ $table->{config}{filters} }, \%filter;
	return;
}

# Two columns in one parameter.
sub add_pair
{
	my ($table) = @_;
	my @pair = map {
		my $type = pick(qw(int text date));
		{ name => "k$_", way => ["k$_"], type => $type, role => 'param', place => 'pair', param => "k$_", text => 1,
			values => [ some_values($type, 3, 0.2) ], options => { param => "k$_" } }
	} 1, 2;

	$_->{only} = 1, $_->{options}{param_only} = 'on' for grep { chance(0.3) } @pair;
	$pair[0]{pair} = 'k2';
	$pair[1]{pair} = 'k1';
	$table->{params}{q} = '{k1}~{k2}';
	push @{ $table->{config}{filters} }, { in => 'query', name => 'q', columns => [qw(k1 k2)], pattern => '(.*)~(.*)' };
	push @{ $table->{columns} }, @pair;
	return;
}

sub add_fixed
{
	my ($table) = @_;

	$table->{params}{api_version} = '2';
	$table->{config}{fixed}{api_version} = '2';
	return;
}

# One object for each path.
sub make_object
{
	my ($table) = @_;
	my $rid = $table->{columns}[0];

	$table->{manner} = 'object';
	$table->{config}{form} = { kind => 'object' };
	$rid->{role} = pick('echo', ('path') x !!grep { !$_->{only} && $_->{role} ne 'path' && $_->{name} ne 'rid' } @{ $table->{columns} });
	$rid->{in_path} = 1;
	@$rid{qw(place param)} = ('path', 'rid');
	$rid->{options} = { param => 'rid', ($rid->{role} eq 'echo' ? (json_path => '$.rid') : ()) };
	$table->{options}{ignore_statuses} = '404';
	place_column($table, $rid);
	return;
}

# ---- what is sent ----

sub nested
{
	my ($body, $way, $value) = @_;
	my @way = @$way;
	my $last = pop @way;

	$body = $body->{$_} //= {} for @way;
	$body->{$last} = $value;
	return;
}

# The path, params, headers and body from what was placed.
sub finish_request
{
	my ($table) = @_;
	my $options = $table->{options};
	my @items = @{ $table->{body_items} };

	$options->{path} = join '/', "/differ/$table->{name}", @{ $table->{steps} // [] };
	$options->{params} = $json->encode($table->{params}) if $table->{params};
	$options->{headers} = $json->encode($table->{headers}) if $table->{headers};
	if ($table->{body} eq 'json')
	{
		my $body = { v => '2' };
		nested($body, @$_) for @items;
		($options->{body} = $json->encode($body)) =~ s/"@@(\w+)@@"/{$1}/g;
		push @{ $table->{config}{filters} }, { in => 'body', name => 'v', columns => [], pattern => '2', required => \1 };
	}
	elsif ($table->{body} eq 'form')
	{
		$options->{body} = join '&', 'v=2', map { my ($way, $value) = @$_; "$way->[-1]=" . ($value =~ s/@@(\w+)@@/{$1}/r) } @items;
		$options->{content_type} = 'application/x-www-form-urlencoded';
		push @{ $table->{config}{filters} }, { in => 'body', name => 'v', columns => [], pattern => '2', required => \1 };
	}
	elsif ($table->{body} eq 'variable')
	{
		$options->{graphql_query} = 'query { rows { rid } }';
		push @{ $table->{config}{filters} }, { in => 'body', name => 'query', columns => [], pattern => '.*', required => \1 };
		push @{ $table->{config}{filters} }, { in => 'body', name => [ 'variables', 'none' ], columns => [] };
	}
	return;
}

# ---- rows ----

sub fill_rows
{
	my ($table) = @_;
	my $config = $table->{config};
	my $count = pick(0, 3, 7, 12, 12, 20, 20, 30, 30, 30, 40, 40);

	for my $rid (1 .. $count)
	{
		my %row = (rid => $rid);
		$row{ $_->{name} } = @{ $_->{values} } && !chance(0.1) ? pick(@{ $_->{values} }) : undef for grep { $_->{name} ne 'rid' } @{ $table->{columns} };
		push @{ $table->{rows} }, \%row;
	}
	$table->{rows} //= [];
	# conditions like to meet that row
	my $focus = $count ? pick(@{ $table->{rows} }) : {};
	$_->{focus} = $focus->{ $_->{name} } for @{ $table->{columns} };
	$table->{columns}[0]{values} = [ 1 .. ($count < 6 ? 6 : $count > 12 ? 12 : $count) ];
	($config->{kinds}{ $_->{name} } = $_->{type}) =~ s/^(big|small)int$/int/ for @{ $table->{columns} };
	$_ =~ s/mood/text/ for values %{ $config->{kinds} };
	$config->{rows} = [ map { my $row = $_; +{ map { $_ => defined $row->{$_} ? "$row->{$_}" : undef } keys %$row } } @{ $table->{rows} } ];
	$config->{records} = [ map { record_of($table, $_) } @{ $table->{rows} } ];
	return;
}

sub record_of
{
	my ($table, $row) = @_;
	my (%of, @order);

	for my $column (@{ $table->{columns} })
	{
		next if $column->{only} || $column->{role} eq 'path' && $column->{name} ne 'rid';
		my @way = @{ $column->{way} // [ $column->{name} ] };
		next if !defined $row->{ $column->{name} } && !$table->{object} && chance(0.4);
		push @order, $way[0] if !$of{ $way[0] };
		push @{ $of{ $way[0] } }, [ $way[1], json_of($column->{type}, $row->{ $column->{name} }) ];
	}
	return '{' . join(', ', map {
		my ($first) = @{ $of{$_} };
		json_string($_) . ': ' . (defined $first->[0]
			? '{' . join(', ', map { json_string($_->[0]) . ": $_->[1]" } @{ $of{$_} }) . '}' : $first->[1])
	} @order) . '}';
}

# ---- statements ----

sub options_sql
{
	my ($of) = @_;
	return join ', ', map { (my $value = $of->{$_}) =~ s/'/''/g; "$_ '$value'" } sort keys %$of;
}

sub column_list
{
	my ($columns, $with_options) = @_;

	return join ', ', map {
		my $options = $with_options && $_->{options} ? options_sql($_->{options}) : '';
		"\"$_->{name}\" " . ($_->{sql_type} // $_->{type}) . ($options ? " OPTIONS ($options)" : '')
	} @$columns;
}

sub values_sql
{
	my ($columns, $rows) = @_;
	return join ",\n", map { my $row = $_; '(' . join(', ', map { literal($_->{type}, $row->{ $_->{name} }) } @$columns) . ')' } @$rows;
}

sub local_ddl
{
	my ($name, $columns, $rows) = @_;
	my $sql = "CREATE TABLE $name (" . column_list($columns) . ");\n";

	$sql .= "INSERT INTO $name VALUES " . values_sql($columns, $rows) . ";\n" if @$rows;
	return $sql;
}

sub foreign_ddl
{
	my ($table) = @_;
	return "CREATE FOREIGN TABLE api.$table->{name} (" . column_list($table->{columns}, 1) . ') SERVER api OPTIONS (' . options_sql($table->{options}) . ");\n";
}

# The foreign table, or its partitions, and its copy.
sub table_ddl
{
	my ($table) = @_;
	my $sql = $table->{parts}
	  ? "CREATE TABLE api.$table->{name} (" . column_list($table->{columns}) . ") PARTITION BY $table->{by} (\"$table->{key}{name}\");\n"
	  . join('', map { foreign_ddl($_) . "ALTER TABLE api.$table->{name} ATTACH PARTITION api.$_->{name} $_->{bound};\n" } @{ $table->{parts} })
	  : foreign_ddl($table);

	return $sql . local_ddl("copy.$table->{name}", $table->{columns}, $table->{rows});
}

# ---- tables beside it ----

# own_table(name, table): its columns have values for those of the table, NULLs and strangers among them.
sub own_table
{
	my ($name, $table) = @_;
	my $own = { name => $name, columns => [ { name => 'n', type => 'int', values => [ 1 .. 7 ] } ], rows => [] };

	push @{ $own->{columns} }, map { { %$_, name => "o_$_->{param}" =~ s/\W/_/gr, of => $_->{name} } } grep { $_->{place} } @{ $table->{columns} };
	push @{ $own->{columns} }, { name => 'o_rid', type => 'int', of => 'rid', values => [ 1 .. 9 ] } if !$table->{columns}[0]{place};
	for my $n (1 .. pick(0, 3, 5, 5, 7, 7, 7))
	{
		my %row = (n => $n);
		my $model = @{ $table->{rows} } && chance(0.7) ? pick(@{ $table->{rows} }) : undef;
		for my $column (@{ $own->{columns} })
		{
			my @of = @{ $column->{values} // [] };
			$row{ $column->{name} } = $model && $column->{of} ? $model->{ $column->{of} } : chance(0.1) || !@of ? undef : chance(0.12) ? (some_values($column->{type}, 1, 0.2))[0] : pick(@of)
			  if $column->{name} ne 'n';
		}
		push @{ $own->{rows} }, \%row;
	}
	delete $_->{options} for @{ $own->{columns} };
	return $own;
}

sub own_ddl
{
	my ($own) = @_;
	return local_ddl("copy.$own->{name}", $own->{columns}, $own->{rows});
}

1;
