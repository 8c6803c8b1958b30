# subprocess: pipes, status, environment, directories, errors, timeouts.
import os
import signal
import subprocess
import sys

print(subprocess.run(['echo', 'hello'], capture_output=True))
print(subprocess.run(['cat'], input='text\n', capture_output=True, text=True).stdout)
print(subprocess.run('echo out; echo err >&2; exit 3', shell=True, capture_output=True, text=True))
print(subprocess.check_output(['sh', '-c', 'pwd'], cwd='/', text=True), subprocess.run(['sh', '-c', 'echo $X'], env={'X': 'é'}, capture_output=True).stdout)
try:
    subprocess.run(['/no/such/program'])
except OSError as e:
    print(type(e).__name__, e)
try:
    subprocess.run(['false'], check=True)
except subprocess.CalledProcessError as e:
    print(e)
p = subprocess.Popen(['sh', '-c', 'kill -TERM $$'])
print(p.wait(), p.returncode == -signal.SIGTERM)
p = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(p.communicate(b'x' * 200000)[0] == b'x' * 200000, p.returncode, p.poll())
with subprocess.Popen(['sh', '-c', 'read a; echo "$a$a"'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as p:
    p.stdin.write('line\n')
    p.stdin.flush()
    print(p.stdout.readline())
print(subprocess.run(['true'], stdout=subprocess.DEVNULL, start_new_session=True, umask=0o77).returncode)
print(os.system('exit 5'), os.waitstatus_to_exitcode(os.system('exit 5')))
print(os.popen('echo popen').read())


def timeout():
    try:
        subprocess.run(['sleep', '10'], timeout=0.05)
    except subprocess.TimeoutExpired as e:
        return e.cmd == ['sleep', '10']


def inherited():
    r, w = os.pipe()
    p = subprocess.Popen(['sh', '-c', f'echo through > /dev/fd/{w}'], pass_fds=[w])
    os.close(w)
    return (p.wait(), os.read(r, 100), os.close(r)) == (0, b'through\n', None)


def replaced():
    try:
        os.execv('/no/such', ['x'])
    except OSError as e:
        return str(e) == '[Errno 2] No such file or directory'


# A host without the C library lets a child run to its end at once, and cannot replace the process.
LINUX = getattr(sys.implementation, '_host', 'linux') == 'linux'
print([not LINUX or f() for f in (timeout, inherited, replaced)])
child = subprocess.Popen(['true'])
print(os.waitpid(child.pid, 0)[1])
try:
    os.waitpid(child.pid, 0)
except ChildProcessError as e:
    print(e)
