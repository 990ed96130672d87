/*
 * punycode.c
 *		Names of hosts in ASCII.  See punycode.h; the numbers are RFC 3492's.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "net/punycode.h"

#define BASE 36
#define TMIN 1
#define TMAX 26
#define SKEW 38
#define DAMP 700
#define LABEL_MAX 63			/* code points of a label, as DNS has it of bytes */

/* The code points of UTF-8; -1: it is none, or there are too many. */
static int
decode(const char *text, size_t len, uint32_t *points)
{
	int			count = 0;

	for (size_t i = 0; i < len; count++)
	{
		unsigned char c = (unsigned char) text[i++];
		int			more = c < 0x80 ? 0 : c >= 0xF0 && c < 0xF5 ? 3 : c >= 0xE0 && c < 0xF0 ? 2 :
			c >= 0xC2 && c < 0xE0 ? 1 : -1;

		if (more < 0 || i + (size_t) more > len || count == LABEL_MAX)
			return -1;
		points[count] = more == 0 ? c : c & (0x3Fu >> more);
		for (; more > 0; more--, i++)
		{
			if ((text[i] & 0xC0) != 0x80)
				return -1;
			points[count] = points[count] << 6 | (text[i] & 0x3Fu);
		}
	}
	return count;
}

static uint32_t
adapt(uint32_t delta, uint32_t points, bool first)
{
	uint32_t	k = 0;

	delta = first ? delta / DAMP : delta / 2;
	delta += delta / points;
	for (; delta > (BASE - TMIN) * TMAX / 2; k += BASE)
		delta /= BASE - TMIN;
	return k + (BASE - TMIN + 1) * delta / (delta + SKEW);
}

static ApiBufferStatus
put_digit(uint32_t digit, ApiBuffer *out)
{
	return api_buffer_putc(out, (char) (digit < 26 ? 'a' + digit : '0' + digit - 26));
}

/* A number in digits of a base that varies. */
static ApiBufferStatus
put_delta(uint32_t delta, uint32_t bias, ApiBuffer *out)
{
	ApiBufferStatus status = API_BUFFER_OK;

	for (uint32_t k = BASE; status == API_BUFFER_OK; k += BASE)
	{
		uint32_t	t = k <= bias ? TMIN : k >= bias + TMAX ? TMAX : k - bias;

		if (delta < t)
			return put_digit(delta, out);
		status = put_digit(t + (delta - t) % (BASE - t), out);
		delta = (delta - t) / (BASE - t);
	}
	return status;
}

/* The smallest code point from n on. */
static uint32_t
next_point(const uint32_t *points, int count, uint32_t n)
{
	uint32_t	next = UINT32_MAX;

	for (int i = 0; i < count; i++)
		if (points[i] >= n && points[i] < next)
			next = points[i];
	return next;
}

static ApiBufferStatus
put_points(const uint32_t *points, int count, uint32_t basic, ApiBuffer *out)
{
	ApiBufferStatus status = API_BUFFER_OK;
	uint32_t	n = 0x80;
	uint32_t	delta = 0;
	uint32_t	bias = 72;

	for (uint32_t done = basic; done < (uint32_t) count && status == API_BUFFER_OK; delta++, n++)
	{
		uint32_t	next = next_point(points, count, n);

		/* 63 code points below 2^21: no overflow */
		delta += (next - n) * (done + 1);
		n = next;
		for (int i = 0; i < count && status == API_BUFFER_OK; i++)
		{
			delta += points[i] < n;
			if (points[i] != n)
				continue;
			status = put_delta(delta, bias, out);
			bias = adapt(delta, done + 1, done == basic);
			delta = 0;
			done++;
		}
	}
	return status;
}

static ApiBufferStatus
put_label(const char *label, size_t len, ApiBuffer *out)
{
	uint32_t	points[LABEL_MAX];
	uint32_t	basic = 0;
	int			count = decode(label, len, points);
	ApiBufferStatus status;

	for (int i = 0; i < count; i++)
	{
		if (points[i] >= 'A' && points[i] <= 'Z')
			points[i] += 'a' - 'A';
		basic += points[i] < 0x80;
	}
	if (count < 0 || basic == (uint32_t) count)
		return api_buffer_append(out, label, len);
	status = api_buffer_puts(out, "xn--");
	for (int i = 0; i < count && status == API_BUFFER_OK; i++)
		if (points[i] < 0x80)
			status = api_buffer_putc(out, (char) points[i]);
	if (status == API_BUFFER_OK && basic > 0)
		status = api_buffer_putc(out, '-');
	return status == API_BUFFER_OK ? put_points(points, count, basic, out) : status;
}

ApiBufferStatus
api_punycode_host(const char *host, ApiBuffer *out)
{
	for (;;)
	{
		size_t		len = strcspn(host, ".");
		ApiBufferStatus status = put_label(host, len, out);

		if (status != API_BUFFER_OK || host[len] == '\0')
			return status;
		if ((status = api_buffer_putc(out, '.')) != API_BUFFER_OK)
			return status;
		host += len + 1;
	}
}
