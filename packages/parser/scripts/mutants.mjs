// npm run mutants [-- --count=20000 --seed=1 --show=N]: mutants of CPython's library, against ast.parse.
import { parse } from '../dist/index.js';
import { mutantsCommand } from '../test/oracle/mutants-command.mjs';

await mutantsCommand(parse);
