/*
 * Stands in for libaio on machines that lack it: MySQL's server is linked with it, but does not call it with
 * innodb_use_native_aio=0. Every function answers -ENOSYS. Built on x86-64 by
 *   gcc -shared -nostdlib -Os -s -Wl,-soname,libaio.so.1 -Wl,--version-script=libaio.map -Wl,--build-id=none \
 *       -Wl,-z,noseparate-code -o libaio.so.1 libaio.c
 */
#define ABSENT -38

__asm__(".symver old_io_getevents, io_getevents@LIBAIO_0.1");
__asm__(".symver new_io_getevents, io_getevents@@LIBAIO_0.4");

int io_setup(void) { return ABSENT; }
int io_submit(void) { return ABSENT; }
int io_destroy(void) { return ABSENT; }
int old_io_getevents(void) { return ABSENT; }
int new_io_getevents(void) { return ABSENT; }
