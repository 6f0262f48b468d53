// Calls of the system that Swift cannot see, since they take any number of arguments.
#include <sys/ioctl.h>
#include <sys/prctl.h>

// The signal that this process gets when the thread that started it ends; 0 if the system took it (prctl(2)).
static inline int clinux_die_with_parent(int signal) {
  return prctl(PR_SET_PDEATHSIG, signal);
}

// The size of a terminal in columns and rows; 0 where the descriptor is none (ioctl_tty(2)).
typedef struct {
  int columns, rows;
} clinux_size;

static inline clinux_size clinux_terminal_size(int descriptor) {
  struct winsize size = {0};
  clinux_size found = {0, 0};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0) {
    found.columns = size.ws_col;
    found.rows = size.ws_row;
  }
  return found;
}
