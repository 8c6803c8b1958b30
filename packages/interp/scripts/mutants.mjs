// npm run mutants [-- --count=20000 --seed=1 --show=N]: mutants of CPython's library, against compile().
import { mutantsCommand } from '../../parser/test/oracle/mutants-command.mjs';
import { compileSource } from '../dist/index.js';

await mutantsCommand((source) => compileSource(source, { filename: '<unknown>' }), ['compile']);
