#!/usr/bin/env -S node --stack-size=30000 --max-lazy --no-warnings
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../dist/index.js';

const here = dirname(fileURLToPath(import.meta.url));
process.exitCode = main(process.argv.slice(2), {
  library: join(here, '../../stdlib/dist/lib/python3.11'),
  addon: join(here, '../../native/prebuilt/linux-x64/tyston.node'),
  executable: fileURLToPath(import.meta.url),
});
