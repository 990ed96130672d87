/*
 * test_punycode.c
 *		Names of hosts in ASCII: RFC 3492's own samples, and names that are in use.
 */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "net/punycode.h"

#define LEN(array) ((int) (sizeof(array) / sizeof((array)[0])))

static const char *const hosts[][2] = {
	{"api.example.com", "api.example.com"},
	{"", ""}, {".", "."}, {"a..b.", "a..b."}, {"127.0.0.1", "127.0.0.1"}, {"[::1]", "[::1]"},
	{"b\xc3\xbc" "cher.example", "xn--bcher-kva.example"},
	{"B\xc3\xbc" "CHER.Example", "xn--bcher-kva.Example"},
	{"fa\xc3\x9f.de", "xn--fa-hia.de"},
	{"\xc3\xbc", "xn--tda"},
	{"www.\xe4\xbe\x8b\xe5\xad\x90.\xe6\xb5\x8b\xe8\xaf\x95", "www.xn--fsqu00a.xn--0zwm56d"},
	{"\xd0\xbf\xd1\x80\xd0\xb8\xd0\xbc\xd0\xb5\xd1\x80", "xn--e1afmkfd"},
	/* RFC 3492, 7.1 (A), (B), (J), and (S) without what no host has */
	{"\xd9\x84\xd9\x8a\xd9\x87\xd9\x85\xd8\xa7\xd8\xa8\xd8\xaa"
		"\xd9\x83\xd9\x84\xd9\x85\xd9\x88\xd8\xb4\xd8\xb9\xd8\xb1\xd8\xa8\xd9\x8a\xd8\x9f",
	"xn--egbpdaj6bu4bxfgehfvwxn"},
	{"\xe4\xbb\x96\xe4\xbb\xac\xe4\xb8\xba\xe4\xbb\x80"
		"\xe4\xb9\x88\xe4\xb8\x8d\xe8\xaf\xb4\xe4\xb8\xad\xe6\x96\x87",
	"xn--ihqwcrb4cv8a8dqg056pqjye"},
	{"3\xe5\xb9\xb4" "b\xe7\xb5\x84\xe9\x87\x91\xe5\x85\xab\xe5\x85\x88\xe7\x94\x9f", "xn--3b-ww4c5e180e575a65lsy2b"},
	{"\xf0\x9f\x92\xa9.la", "xn--ls8h.la"},
	/* no UTF-8, and too long for DNS: as they are */
	{"a\xff" "b", "a\xff" "b"}, {"\xc3", "\xc3"}, {"\xc0\xaf", "\xc0\xaf"}, {"\xc3\x28", "\xc3\x28"},
	{"\xc3\xbc" "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	"\xc3\xbc" "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}
};

int
main(void)
{
	for (int i = 0; i < LEN(hosts); i++)
	{
		ApiBuffer	out;

		api_buffer_init(&out, 1000);
		check(api_punycode_host(hosts[i][0], &out) == API_BUFFER_OK);
		check_text(out.data, hosts[i][1], hosts[i][1]);
		api_buffer_free(&out);
	}
	return check_end();
}
