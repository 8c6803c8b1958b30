/** A `python`-like command over Pyodide: `node pyodide.mjs MODULE FILE ARGS…` or `-c CODE`, in the current directory. */
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [module, ...argv] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(module).href);
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(PYTHON|TYSTON)/.test(name)));
const pyodide = await loadPyodide({ env: { HOME: '/home', ...env } });
const mount = (path) => {
  pyodide.FS.mkdirTree(path);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: path }, path);
};
const script = argv[0] === '-c' ? [] : [dirname(resolve(argv[0]))];
const paths = [process.cwd(), ...script, ...(process.env.PYTHONPATH ?? '').split(':').filter(Boolean)];
// A folder that lies in another one comes with it.
for (const path of [...new Set(paths)].sort()) {
  if (!paths.some((other) => path.startsWith(`${other}/`))) mount(path);
}
pyodide.FS.chdir(process.cwd());
const program =
  argv[0] === '-c'
    ? `import sys; sys.argv = ${JSON.stringify(['-c', ...argv.slice(2)])}\nexec(${JSON.stringify(argv[1])}, {"__name__": "__main__"})`
    : `import sys, runpy; sys.argv = ${JSON.stringify(argv)}; sys.path.insert(0, "")\nrunpy.run_path(${JSON.stringify(argv[0])}, run_name="__main__")`;
// The folders were not there yet when it started.
pyodide.runPython('import sys; sys.path_importer_cache.clear()');
try {
  pyodide.runPython(program);
} catch (error) {
  if (!/SystemExit: (0|None)?\s*$/.test(String(error))) {
    process.stderr.write(`${error}\n`);
    process.exitCode = 1;
  }
}
