/** The interactive loop: the library's `code` module, with CPython's banner, prompts, start-up file, and errors. */

/**
 * Run as a program in a namespace of its own; `namespace` is `__main__`'s. Prompts go to stderr, as CPython's do where there
 * is no line editor.
 */
export const REPL_SOURCE = `
import code, os, sys

class Console(code.InteractiveConsole):
    def raw_input(self, prompt=''):
        if sys.stdin is sys.__stdin__ and sys.stdin.isatty():
            return input(prompt)
        sys.stderr.write(prompt)
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            if not self.buffer:
                raise EOFError
            # What there is of a statement is all there will be.
            self.ended = True
            self.write('\\n')
        return line[:-1] if line.endswith('\\n') else line

    ended = False

    def runsource(self, source, filename='<input>', symbol='single'):
        try:
            code = self.complete(source, filename) if self.ended else self.compile(source, filename, symbol)
        except (OverflowError, SyntaxError, ValueError):
            # More lines will not help: what is wrong with these?
            try:
                code = self.complete(source, filename)
            except (OverflowError, SyntaxError, ValueError):
                self.showsyntaxerror(filename)
                return False
        if code is None:
            return True
        self.runcode(code)
        return False

    def complete(self, source, filename):
        flags = self.compile.compiler.flags & ~INCOMPLETE
        return compile(source if self.ended else source + '\\n', filename, 'single', flags, True)

INCOMPLETE = 0x4000 | 0x200

if not hasattr(sys, 'ps1'):
    sys.ps1 = '>>> '
if not hasattr(sys, 'ps2'):
    sys.ps2 = '... '
if startup:
    try:
        with open(startup, 'rb') as f:
            source = f.read()
    except OSError as e:
        print('Could not open PYTHONSTARTUP\\n' + 'OSError: ' + str(e), file=sys.stderr)
    else:
        try:
            exec(compile(source, startup, 'exec'), namespace)
        except SystemExit:
            raise
        except BaseException:
            sys.excepthook(*sys.exc_info())
hook = getattr(sys, '__interactivehook__', None)
if hook is not None:
    hook()
Console(namespace, '<stdin>').interact(banner, '')
`;

/** What CPython prints first, unless -q. */
export function banner(micro: number): string {
  return `Python 3.11.${micro} (tyston 0.1.0) [TypeScript] on linux\nType "help", "copyright", "credits" or "license" for more information.`;
}
