# A shop: what its API tells of users, posts, comments, products, prices, and what lies in local tables; and forty queries that
# people ask of such.  Tables have the options that say how the API is asked, none that says what comes of it.
package ApiFdw::Shop;

use strict;
use warnings;

use Exporter 'import';
use JSON::PP;

our @EXPORT_OK = qw(shop_records shop_sql @typical);

my @regions = qw(north south east west);
my @kinds = qw(book tool toy food);

# { name => JSON } for the mock API's /table
sub shop_records
{
	my %records = (
		users => [ map { { id => $_, name => "user $_", region => $regions[ $_ % 4 ], born => 1950 + $_ % 50 } } 1 .. 400 ],
		posts => [ map { { id => $_, user_id => $_ * 7 % 400 + 1, title => "post $_", score => $_ * 37 % 1000 } } 1 .. 1200 ],
		comments => [ map { { id => $_, post_id => $_ * 3 % 1200 + 1, body => "comment $_", likes => $_ % 11 } } 1 .. 3000 ],
		products => [ map { { id => $_, kind => $kinds[ $_ % 4 ], title => "product $_", price => $_ * 13 % 97 + 1 } } 1 .. 120 ],
		events => [ map { { id => $_, user_id => $_ * 11 % 400 + 1, at => "2024-03-" . sprintf('%02d', $_ % 28 + 1) } } 1 .. 300 ]);
	return { map { $_ => encode_json($records{$_}) } keys %records };
}

my %paged = (
	page => "record_path '\$.data', pagination 'page_number', page_param '_page', page_size_param '_size', total_path '\$.total'",
	next => "record_path '\$.data', pagination 'next_url', next_url_path '\$.next'");

sub shop_sql
{
	return <<"END";
CREATE FOREIGN TABLE users (id int OPTIONS (param 'id', param_in 'repeat', param_in_max '50'), name text,
    region text OPTIONS (param 'region'), born int)
  SERVER api OPTIONS (path '/table/users', params '{"paging": "page"}', page_size '100', $paged{page});
CREATE FOREIGN TABLE account (id int OPTIONS (param 'id', json_path '\$.id'), name text, region text, born int)
  SERVER api OPTIONS (path '/table/users/by/id/{id}');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id'), user_id int OPTIONS (param 'user_id'), title text, score int)
  SERVER api OPTIONS (path '/table/posts', params '{"paging": "page"}', page_size '100', $paged{page});
CREATE FOREIGN TABLE comments (post_id int OPTIONS (param 'post_id', json_path '\$.post_id'), id int, body text, likes int)
  SERVER api OPTIONS (path '/table/comments/by/post_id/{post_id}', params '{"paging": "page"}', page_size '20', $paged{page});
CREATE FOREIGN TABLE products (id int, kind text OPTIONS (param 'kind'), title text, price int)
  SERVER api OPTIONS (path '/table/products');
CREATE FOREIGN TABLE product (id int OPTIONS (param 'id', json_path '\$.id'), kind text, title text, price int)
  SERVER api OPTIONS (path '/table/products/by/id/{id}');
CREATE FOREIGN TABLE events (id int, user_id int OPTIONS (param 'user_id'), "at" date)
  SERVER api OPTIONS (path '/table/events', params '{"paging": "next", "_size": "50"}', $paged{next});
CREATE VIEW people AS SELECT id, name FROM users UNION ALL SELECT id, upper(name) FROM account;
CREATE TABLE wares (id int, title text) PARTITION BY RANGE (id);
CREATE FOREIGN TABLE wares_old (id int OPTIONS (param 'id', json_path '\$.id'), title text)
  SERVER api OPTIONS (path '/table/products/by/id/{id}');
CREATE FOREIGN TABLE wares_new (id int OPTIONS (param 'id', json_path '\$.id'), title text)
  SERVER api OPTIONS (path '/table/products/by/id/{id}');
ALTER TABLE wares ATTACH PARTITION wares_old FOR VALUES FROM (1) TO (60);
ALTER TABLE wares ATTACH PARTITION wares_new FOR VALUES FROM (60) TO (1000);
CREATE TABLE orders AS SELECT g AS id, g % 60 + 1 AS user_id, g * 7 % 40 + 1 AS product_id, g % 90 + 1 AS amount,
    date '2024-03-01' + g % 28 AS day, 'open' AS state FROM generate_series(1, 600) g;
CREATE TABLE customers AS SELECT g AS id, g * 3 AS user_id, (ARRAY['north', 'south', 'east', 'west'])[g % 4 + 1] AS region
  FROM generate_series(1, 100) g;
CREATE TABLE watched AS SELECT g * 31 % 400 + 1 AS user_id, g AS rank FROM generate_series(1, 8) g;
CREATE TABLE ledger AS SELECT g AS id, g % 400 + 1 AS user_id, g % 97 AS amount, g * 7 % 1200 + 1 AS post_id
  FROM generate_series(1, 200000) g;
ALTER TABLE orders ADD PRIMARY KEY (id);
ALTER TABLE customers ADD PRIMARY KEY (id);
ALTER TABLE ledger ADD PRIMARY KEY (id);
CREATE INDEX ON ledger (user_id);
CREATE INDEX ON customers (user_id);
ANALYZE orders, customers, watched, ledger;
END
}

# [ what it is, the query ]
our @typical = (
	# one table
	[ 'one by its id', 'SELECT * FROM account WHERE id = 17' ],
	[ 'one by its id, as a tool asks', 'SELECT * FROM users WHERE id = 17 LIMIT 100' ],
	[ 'a range of ids', 'SELECT * FROM account WHERE id BETWEEN 1 AND 60' ],
	[ 'a list of ids', 'SELECT * FROM users WHERE id IN (SELECT user_id FROM watched)' ],
	[ 'ids of an array', 'SELECT count(*) FROM users WHERE id = ANY (ARRAY(SELECT user_id FROM customers))' ],
	[ 'all', 'SELECT count(*) FROM posts' ],
	[ 'all, by cursor', 'SELECT "at", count(*) FROM events GROUP BY 1 ORDER BY 1' ],
	[ 'the first rows', 'SELECT * FROM posts LIMIT 10' ],
	[ 'top-N', 'SELECT id, title FROM posts ORDER BY score DESC, id LIMIT 10' ],
	[ 'a filter that is not sent', 'SELECT * FROM products WHERE price > 90' ],
	# joins by a key
	[ 'orders and their users', 'SELECT o.id, u.name FROM orders o JOIN users u ON u.id = o.user_id' ],
	[ 'orders and their accounts', 'SELECT o.id, a.name FROM orders o JOIN account a ON a.id = o.user_id' ],
	[ 'a few rows and their users', 'SELECT w.rank, u.name FROM watched w JOIN users u ON u.id = w.user_id' ],
	[ 'a few rows and a paged list of each', 'SELECT w.rank, p.title FROM watched w JOIN posts p ON p.user_id = w.user_id' ],
	[ 'left join', 'SELECT o.id, a.name FROM orders o LEFT JOIN account a ON a.id = o.user_id' ],
	[ 'with a condition on either side', q{SELECT o.id, a.name FROM orders o JOIN account a ON a.id = o.user_id
		WHERE o.amount > 80 AND a.region = 'north'} ],
	[ 'a large table and its users', 'SELECT u.name, sum(l.amount) FROM ledger l JOIN users u ON u.id = l.user_id GROUP BY 1' ],
	[ 'a large table, few rows of it', 'SELECT l.id, u.name FROM ledger l JOIN account u ON u.id = l.user_id WHERE l.id < 30' ],
	[ 'from the API to a large table', q{SELECT u.name, sum(l.amount) FROM users u JOIN ledger l ON l.user_id = u.id
		WHERE u.region = 'east' GROUP BY 1} ],
	[ 'one of the API, many of the table', 'SELECT sum(l.amount) FROM account a JOIN ledger l ON l.user_id = a.id WHERE a.id = 5' ],
	# chains of tables
	[ 'users, posts', q{SELECT u.name, p.title FROM users u JOIN posts p ON p.user_id = u.id WHERE u.id IN (3, 5, 8)} ],
	[ 'posts and comments', 'SELECT p.title, c.body FROM posts p JOIN comments c ON c.post_id = p.id WHERE p.user_id = 8' ],
	[ 'user, posts, comments', q{SELECT u.name, p.title, count(c.id) FROM account u JOIN posts p ON p.user_id = u.id
		LEFT JOIN comments c ON c.post_id = p.id WHERE u.id IN (1, 8) GROUP BY 1, 2} ],
	# stars
	[ 'star', q{SELECT u.name, p.title, sum(o.amount) FROM orders o JOIN account u ON u.id = o.user_id
		JOIN product p ON p.id = o.product_id GROUP BY 1, 2} ],
	[ 'star with filters', q{SELECT u.name, p.title, o.amount FROM orders o JOIN users u ON u.id = o.user_id
		JOIN product p ON p.id = o.product_id WHERE o.day = '2024-03-05' AND p.kind = 'toy'} ],
	[ 'star with a local dimension', q{SELECT c.region, p.kind, sum(o.amount) FROM orders o JOIN customers c ON c.user_id = o.user_id
		JOIN product p ON p.id = o.product_id JOIN account a ON a.id = o.user_id GROUP BY 1, 2} ],
	# semi and anti joins
	[ 'with posts', 'SELECT w.rank FROM watched w WHERE EXISTS (SELECT FROM posts p WHERE p.user_id = w.user_id)' ],
	[ 'without an account', 'SELECT c.id FROM customers c WHERE NOT EXISTS (SELECT FROM account a WHERE a.id = c.user_id + 200)' ],
	[ 'left join, none there', 'SELECT c.id FROM customers c LEFT JOIN users u ON u.id = c.user_id + 200 WHERE u.id IS NULL' ],
	[ 'not in', 'SELECT w.user_id FROM watched w WHERE w.user_id NOT IN (SELECT user_id FROM events)' ],
	# first rows of joins
	[ 'top-N of a join', q{SELECT o.id, a.name FROM orders o JOIN account a ON a.id = o.user_id ORDER BY o.amount DESC, o.id LIMIT 10} ],
	[ 'the last order of each', q{SELECT c.id, a.name, x.id FROM customers c JOIN account a ON a.id = c.user_id
		CROSS JOIN LATERAL (SELECT o.id FROM orders o WHERE o.user_id = c.user_id ORDER BY o.day DESC, o.id LIMIT 1) x} ],
	[ 'best post of each', q{SELECT w.rank, x.title FROM watched w CROSS JOIN LATERAL
		(SELECT title FROM posts p WHERE p.user_id = w.user_id ORDER BY score DESC, id LIMIT 1) x} ],
	# dashboards
	[ 'figures side by side', q{SELECT (SELECT count(*) FROM posts WHERE user_id = 8), (SELECT max(price) FROM products),
		(SELECT count(*) FROM events), (SELECT name FROM account WHERE id = 8)} ],
	[ 'a figure a row', 'SELECT w.rank, (SELECT count(*) FROM posts p WHERE p.user_id = w.user_id) FROM watched w' ],
	[ 'union of figures', q{SELECT 'posts', count(*) FROM posts UNION ALL SELECT 'events', count(*) FROM events
		UNION ALL SELECT 'orders', count(*) FROM orders} ],
	[ 'by a CTE', q{WITH best AS (SELECT user_id, sum(amount) AS s FROM orders GROUP BY 1 ORDER BY 2 DESC LIMIT 5)
		SELECT name, s FROM best JOIN account ON id = user_id} ],
	[ 'a view of two tables', 'SELECT w.rank, p.name FROM watched w JOIN people p ON p.id = w.user_id' ],
	[ 'a table in parts', 'SELECT o.id, w.title FROM orders o JOIN wares w ON w.id = o.product_id WHERE o.amount > 60' ],
	# changes
	[ 'enriched', q{UPDATE orders o SET state = a.region FROM account a WHERE a.id = o.user_id AND o.amount > 50} ]);

1;
