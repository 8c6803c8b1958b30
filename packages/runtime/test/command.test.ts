/** The command line against CPython's: output, errors and exit status of the same arguments. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { both, type Setting } from './support.js';

const dir = mkdtempSync(join(tmpdir(), 'tyston-command-'));
afterAll(() => rmSync(dir, { recursive: true }));
const file = (name: string, text: string | Uint8Array): string => {
  mkdirSync(join(dir, name, '..'), { recursive: true });
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};
const show = file('show.py', 'import sys\nprint(__name__, sys.argv, sys.path[0], __file__)\n');
file('pack/__init__.py', '');
file('pack/__main__.py', 'import sys\nprint(__name__, __package__, sys.argv[1:])\n');
file('pack/inner.py', 'print(__name__, __spec__.name)\nraise SystemExit(7)\n');
file('appdir/__main__.py', 'import sys\nprint(__name__, sys.argv)\n');
file('skip.py', '#! not Python: (\nprint("skipped")\n');
file('startup.py', 'x_from_startup = 5\nprint("startup")\n');
const deep = file(
  'deep.py',
  'def a(n):\n    return b(n) + 1\n\ndef b(n):\n    return [1, 2][n]\n\nprint(a(5))\n',
);
const bad = file('bad.py', 'x = 1\nif x = 2:\n    pass\n');
const asserts = file('asserts.py', '"""doc"""\nassert False, "no"\nprint(__debug__, __doc__)\n');
const chain = file(
  'chain.py',
  'try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    try:\n        {}["k"]\n    except KeyError as k:\n        raise ValueError("outer") from k\n',
);
const group = file('group.py', 'raise ExceptionGroup("g", [ValueError(1), TypeError("t")])\n');

const flags = 'import sys; print(sys.flags)';
const cases: readonly (readonly [name: string, args: readonly string[], setting?: Setting])[] = [
  ['-c', ['-c', 'import sys; print(sys.argv, __name__)', 'a', '-b']],
  ['-c joined', ['-cprint(1)']],
  ['-c without argument', ['-c']],
  ['-c syntax error', ['-c', 'f(1,\n  2 3)']],
  ['-c uncaught', ['-c', '1/0']],
  ['-c non-ASCII', ['-c', 'print("héllo ☃ 😀", ascii("é"))']],
  ['file', [show, 'x', 'y']],
  ['file in the current directory', ['show.py', '-c'], { cwd: dir }],
  ['directory', [join(dir, 'appdir'), '1']],
  ['-m package', ['-m', 'pack', '1', '2'], { cwd: dir }],
  ['-m submodule', ['-m', 'pack.inner'], { cwd: dir }],
  ['-m missing', ['-m', 'no_such_module']],
  ['-m missing submodule', ['-m', 'pack.nothing'], { cwd: dir }],
  ['stdin', [], { stdin: 'import sys\nprint(sys.argv, __name__)\n' }],
  ['stdin by -', ['-', 'q'], { stdin: 'import sys\nprint(sys.argv)\n1/0\n' }],
  ['stdin syntax error', ['-'], { stdin: 'a b\n' }],
  ['empty stdin', []],
  ['missing file', ['/nonexistent/x.py']],
  ['exit(3)', ['-c', 'exit(3)']],
  ['exit("msg")', ['-c', 'exit("msg")']],
  ['exit()', ['-c', 'exit()']],
  ['exit(None) and atexit', ['-c', 'import atexit, sys; atexit.register(print, "bye"); sys.exit(None)']],
  ['exit(-1)', ['-c', 'import sys; sys.exit(-1)']],
  ['exit(256)', ['-c', 'import sys; sys.exit(256)']],
  ['exit(2**70)', ['-c', 'import sys; sys.exit(2**70)']],
  ['exit(tuple)', ['-c', 'import sys; sys.exit((1, 2))']],
  ['os._exit', ['-c', 'import os; print("lost", end=""); os._exit(9)']],
  ['exception in atexit', ['-c', 'import atexit; atexit.register(lambda: 1/0); print("x")']],
  ['KeyboardInterrupt', ['-c', 'raise KeyboardInterrupt']],
  ['GeneratorExit', ['-c', 'raise GeneratorExit("g")']],
  ['traceback with carets', [deep]],
  ['SyntaxError of a file', [bad]],
  ['chained exceptions', [chain]],
  ['exception group', [group]],
  ['exception with notes', ['-c', 'e = ValueError("v"); e.add_note("n1\\nn2"); raise e']],
  ['exception whose str fails', ['-c', 'class E(Exception):\n  def __str__(self): return 1/0\nraise E']],
  ['excepthook', ['-c', 'import sys\nsys.excepthook = lambda t, v, tb: print("hook", t.__name__, v)\n1/0']],
  ['excepthook fails', ['-c', 'import sys\nsys.excepthook = lambda *a: [][1]\n1/0']],
  ['excepthook deleted', ['-c', 'import sys\ndel sys.excepthook\n1/0']],
  ['unraisable in __del__', ['-c', 'class C:\n  def __del__(self): raise ValueError("d")\nC()\nprint("on")']],
  ['-O', ['-O', asserts]],
  ['-OO', ['-OO', asserts]],
  ['PYTHONOPTIMIZE', [asserts], { env: { PYTHONOPTIMIZE: '2' } }],
  ['assert', [asserts]],
  ['flags', ['-B', '-b', '-q', '-s', '-P', '-u', '-c', flags]],
  ['flags of -I', ['-I', '-c', flags], { env: { PYTHONDONTWRITEBYTECODE: '1', PYTHONHASHSEED: '0' } }],
  ['flags of -E', ['-E', '-c', flags], { env: { PYTHONDONTWRITEBYTECODE: '1', PYTHONHASHSEED: '0' } }],
  [
    'flags of the environment',
    ['-c', flags],
    {
      env: { PYTHONDONTWRITEBYTECODE: '1', PYTHONHASHSEED: '3', PYTHONNOUSERSITE: '1', PYTHONSAFEPATH: '1' },
    },
  ],
  ['flags of -d -v -bb', ['-bb', '-x', 'skip.py'], { cwd: dir }],
  ['-x', ['-x', join(dir, 'skip.py')]],
  ['-S', ['-S', '-c', 'import sys; print("site" in sys.modules)\nprint(exit)']],
  ['-W error', ['-W', 'error', '-c', 'import warnings; warnings.warn("w")']],
  ['-W ignore', ['-Wignore', '-c', 'import warnings; warnings.warn("w"); print(1)']],
  ['-W joined once', ['-W', 'once::UserWarning', '-c', 'import sys; print(sys.warnoptions)']],
  ['-W bad', ['-W', 'nonsense', '-c', 'print(1)']],
  [
    'PYTHONWARNINGS',
    ['-W', 'a', '-c', 'import sys; print(sys.warnoptions)'],
    { env: { PYTHONWARNINGS: 'ignore,once' } },
  ],
  ['a warning', ['-c', 'import warnings; warnings.warn("careful", DeprecationWarning)']],
  ['-bb', ['-bb', '-c', 'b"a" == "a"']],
  [
    '-X options',
    ['-X', 'a', '-X', 'b=c', '-Xutf8', '-c', 'import sys; print(sys._xoptions, sys.flags.utf8_mode)'],
  ],
  ['-X dev', ['-X', 'dev', '-c', 'import sys; print(sys.flags.dev_mode, sys.warnoptions)']],
  ['PYTHONPATH', ['-c', 'import sys; print(sys.path[:3])'], { env: { PYTHONPATH: '/a:/b' } }],
  [
    'PYTHONHASHSEED',
    ['-c', 'print({"a", "b", "c", "d"}, hash("x"), hash(b"yz"), hash(("p", 1)))'],
    { env: { PYTHONHASHSEED: '42' } },
  ],
  ['PYTHONHASHSEED=0', ['-c', 'print({"a", "b", "c", "d"}, hash("x"))'], { env: { PYTHONHASHSEED: '0' } }],
  ['PYTHONHASHSEED bad', ['-c', 'pass'], { env: { PYTHONHASHSEED: 'x' } }],
  [
    'PYTHONIOENCODING',
    ['-c', 'import sys; print("é", sys.stdout.encoding, sys.stdout.errors, sys.stderr.errors)'],
    { env: { PYTHONIOENCODING: 'latin-1:replace' } },
  ],
  [
    'PYTHONIOENCODING errors',
    ['-c', 'import sys; print("\\udc80", sys.stdout.errors)'],
    { env: { PYTHONIOENCODING: ':backslashreplace' } },
  ],
  ['unencodable output', ['-c', 'print("\\ud800")']],
  [
    'surrogateescape of argv',
    [],
    { shell: '"$PY" -c "import sys; print(ascii(sys.argv[1]))" "$(printf "a\\377b")"' },
  ],
  ['--version', ['--version']],
  ['-V', ['-V']],
  ['unknown option', ['-Z']],
  ['unknown long option', ['--nonsense']],
  ['-X without argument', ['-X']],
  ['input()', ['-c', 'print(repr(input("p> ")), repr(input()))\ninput("again ")'], { stdin: 'one\ntwo' }],
  ['closed stdout', [], { shell: '"$PY" -c "print(1)" >&-; echo $? >&2' }],
  ['closed stderr', [], { shell: '"$PY" -c "1/0" 2>&-' }],
  ['full device', [], { shell: '"$PY" -c "print(1)" >/dev/full' }],
  [
    'a reader that leaves',
    [],
    { shell: '{ "$PY" -c "for i in range(200000): print(i)"; echo $? >&2; } | head -1' },
  ],
  ['print after close', ['-c', 'import sys; sys.stdout.close(); print(1)']],
  ['-i with SystemExit', ['-q', '-i', '-c', 'import sys; x = 4; sys.exit(2)'], { stdin: 'x + 1\nexit(6)\n' }],
  [
    '-i with statements over several lines',
    ['-q', '-i'],
    {
      stdin:
        'if 1:\n  print(1)\n\ndef f(\n a):\n  return a\n\nf(2)\n"""x\ny"""\na b\n(1,\n2)\n  z\n1/0\nfor i in 3, 4: i\n\n',
    },
  ],
  ['-i with a block that the input ends', ['-q', '-i'], { stdin: 'if 1:\n  5\n' }],
  ['-i with an input that ends in a string', ['-q', '-i'], { stdin: '"""x\n' }],
  ['a warning of the compiler with its line', ['-c', 'x = 5\nif x is 5: print(x)']],
  [
    'a warning of the compiler as an error',
    ['-W', 'error', file('literal.py', 'x = 5\nif x is 5:\n    print(x)\n')],
  ],
  ['an encoding that there is not', [file('encoding.py', '# coding: nope\n')]],
  ['a source in utf-7', [file('utf7.py', '# coding: utf-7\nprint("+AOk-")\n')]],
];

describe("the command line is CPython's", () => {
  test.concurrent.each(cases.map(([name, args, setting]) => ({ name, args, setting })))(
    '$name',
    async ({ args, setting }) => {
      const [ours, theirs] = await both(args, setting);
      expect(ours).toEqual(theirs);
    },
  );
});
