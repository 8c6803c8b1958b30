// npm run size: the size of the package as one module, for CI's log.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';

const folder = mkdtempSync(join(tmpdir(), 'tyston-size-'));
const { bytes, gzipped } = await bundle(folder);
rmSync(folder, { recursive: true });
console.log(`@tyston/parser as one module: ${bytes} bytes, ${gzipped} gzipped`);
