# What the library builds on optional functions of os: copies with their attributes, disk usage, children started by posix_spawn.
import os, selectors, shutil, socket, subprocess, tempfile
with tempfile.TemporaryDirectory() as d:
    a, b = os.path.join(d, 'a'), os.path.join(d, 'b')
    with open(a, 'w') as f: f.write('text')
    os.chmod(a, 0o640); os.utime(a, (1000, 2000))
    print(shutil.copy2(a, b) == b, oct(os.stat(b).st_mode), os.stat(b).st_mtime, open(b).read())
    print(sorted(os.listdir(shutil.copytree(d, os.path.join(d, 'tree')))), shutil.move(b, os.path.join(d, 'c'))[-1])
if hasattr(shutil, 'disk_usage'):
    u = shutil.disk_usage('/'); assert u.total >= u.used > 0
print(subprocess.run(['/bin/echo', 'hi'], close_fds=False, capture_output=True).stdout)
print(subprocess.run(['/bin/sh', '-c', 'exit 4'], close_fds=False).returncode)
p = subprocess.Popen(['/bin/cat'], close_fds=False, stdin=subprocess.PIPE, stdout=subprocess.PIPE, restore_signals=False)
print(p.communicate(b'through cat'))
try: subprocess.run(['/nonexistent'], close_fds=False)
except FileNotFoundError as e: print(e)
with selectors.DefaultSelector() as s:
    r, w = os.pipe(); s.register(r, selectors.EVENT_READ); print(s.select(0), os.write(w, b'x'), len(s.select(1)))
print(socket.inet_pton(socket.AF_INET6, '::1').hex(), socket.htons(80), socket.inet_ntoa(b'\1\2\3\4'))
