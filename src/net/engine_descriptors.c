/*
 * engine_descriptors.c
 *		What PostgreSQL grants of descriptors, and what the kernel has of them and of threads.
 */
#include "postgres.h"

#include <dirent.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/fd.h"

#include "base/compat.h"
#include "net/engine.h"

#define SPARE_PROBES 4			/* descriptors without which nothing connects */

static void refuse(void) API_NORETURN;

int
api_engine_own_descriptor(int (*open_it) (void))
{
	int			fd;

	if (!AcquireExternalFD())
		refuse();
	fd = open_it();
	if (fd < 0)
	{
		ReleaseExternalFD();
		refuse();
	}
	return fd;
}

static void
refuse(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_RESOURCES),
			 errmsg("too many open files: api_fdw cannot wait for requests"),
			 errdetail("PostgreSQL grants %d descriptors to extensions and itself in a backend, and all are in"
					   " use.", api_engine_descriptors()),
			 errhint("Raise the limit of open files of the PostgreSQL server (\"ulimit -n\", LimitNOFILE=)"
					 " and the setting max_files_per_process.")));
}

bool
api_engine_acquire(int count, int spare)
{
	int			got = 0;
	bool		enough;

	while (got < count + spare && AcquireExternalFD())
		got++;
	enough = got == count + spare;
	api_engine_release(enough ? spare : got);
	return enough;
}

void
api_engine_release(int count)
{
	while (count-- > 0)
		ReleaseExternalFD();
}

int
api_engine_descriptors(void)
{
	return max_safe_fds / 3;
}

bool
api_engine_is_short(void)
{
	int			probes[SPARE_PROBES];
	int			n = 0;

	while (n < SPARE_PROBES && (probes[n] = dup(STDERR_FILENO)) >= 0)
		n++;
	for (int i = 0; i < n; i++)
		(void) close(probes[i]);
	return n < SPARE_PROBES;
}

uint64_t
api_engine_identity(int fd)
{
	struct stat status;

	return fstat(fd, &status) == 0 ? (uint64_t) status.st_ino + 1 : 0;
}

int
api_engine_port(int fd)
{
	struct sockaddr_storage address;
	socklen_t	len = sizeof(address);

	if (getsockname(fd, (struct sockaddr *) &address, &len) != 0)
		return 0;
	if (address.ss_family == AF_INET)
		return ntohs(((struct sockaddr_in *) &address)->sin_port);
	return address.ss_family == AF_INET6 ? ntohs(((struct sockaddr_in6 *) &address)->sin6_port) : 0;
}

bool
api_engine_is_quiet(int fd)
{
	char		byte;

	return recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

/* Under libcurl's callbacks, so nothing of fd.c. */
int
api_engine_threads(int *ids, int room)
{
	DIR		   *dir = opendir("/proc/self/task");
	struct dirent *entry;
	int			count = 0;

	if (dir == NULL)
		return -1;
	while ((entry = readdir(dir)) != NULL)
	{
		if (entry->d_name[0] < '0' || entry->d_name[0] > '9')
			continue;
		if (count < room)
			ids[count] = atoi(entry->d_name);
		count++;
	}
	(void) closedir(dir);
	return count <= room ? count : -1;
}
