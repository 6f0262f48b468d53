"""A contender: one or more processes that time steps on request."""
import os
import re
import select
import subprocess
import tempfile

# What would keep a side from its best, or make it use other threads than asked for.
LIMITS = re.compile(r"(OMP|GOMP|KMP|MKL|OPENBLAS|DNNL|ONEDNN)_.*|ATEN_CPU_CAPABILITY|GOTO_NUM_THREADS")


def removed_limits():
    """Variables of this process that contenders do not get."""
    return sorted(name for name in os.environ if LIMITS.fullmatch(name))


class Failure(Exception):
    """A contender that ended or fell silent, with the last that it said."""


class Contender:
    """Processes that work side by side and count as one; `threads` is how many OpenMP may take in each."""

    def __init__(self, name, command, batch, threads=1, processes=1):
        self.name, self.batch = name, batch
        self.failure, self.seconds, self.memory, self.about = None, [], None, None
        self.errors = [tempfile.TemporaryFile() for _ in range(processes)]
        environment = {name: value for name, value in os.environ.items() if not LIMITS.fullmatch(name)}
        environment["OMP_NUM_THREADS"] = str(threads)
        self.processes = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=file, env=environment)
            for file in self.errors
        ]

    def ask(self, request, timeout):
        """The answers of all processes to the same request, asked at once; nothing once it has failed."""
        if self.failure:
            return []
        try:
            for process in self.processes:
                process.stdin.write(f"{request}\n".encode())
                process.stdin.flush()
            return [self.answer(index, timeout) for index in range(len(self.processes))]
        except (Failure, BrokenPipeError) as failure:
            self.failure = str(failure) if isinstance(failure, Failure) else self.last_words(0)
            self.close()
            return []

    def answer(self, index, timeout):
        stream = self.processes[index].stdout
        if not select.select([stream], [], [], timeout)[0]:
            raise Failure(f"no answer within {timeout:.0f} s")
        line = stream.readline().decode().strip()
        if not line:
            raise Failure(self.last_words(index))
        return line

    def last_words(self, index):
        """The last error that a process wrote to standard error, or else its last line."""
        self.processes[index].wait()
        self.errors[index].seek(0)
        lines = self.errors[index].read().decode(errors="replace").strip().splitlines()
        if not lines:
            return f"ended with status {self.processes[index].returncode} and said nothing"
        return next((line for line in reversed(lines) if re.match(r"[\w.]*(Error|Exception)\b", line)), lines[-1])[-300:]

    def time(self, steps, timeout):
        """The seconds that each process took for `steps` steps; none once one has failed."""
        return [float(answer) for answer in self.ask(steps, timeout)]

    def speeds(self, steps):
        """Images per second in each round: the sum over processes."""
        return [sum(self.batch * steps / seconds for seconds in answers) for answers in self.seconds if answers]

    def close(self):
        for process in self.processes:
            process.kill()
            process.wait()
            process.stdin.close()
            process.stdout.close()
