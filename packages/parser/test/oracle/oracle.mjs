// The oracle: one long-lived process of Debian's CPython 3.11, asked in batches.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const PYTHON = '/usr/bin/python3.11';

export const hasOracle = existsSync(PYTHON);

export class Oracle {
  #process;
  #waiting = [];

  constructor() {
    if (!hasOracle) throw new Error(`${PYTHON} is missing: install Debian's package python3.11`);
    const script = fileURLToPath(new URL('python_oracle.py', import.meta.url));
    this.#process = spawn(PYTHON, ['-I', script], { stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      const { resolve, reject } = this.#waiting.shift();
      const reply = JSON.parse(line);
      if (reply.failure) reject(new Error(`the oracle failed: ${reply.failure}`));
      else resolve(reply);
    });
    this.#process.on('exit', () => {
      for (const { reject } of this.#waiting) reject(new Error('the oracle ended'));
    });
  }

  /** Asks CPython; requests are answered in order. */
  ask(request) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    });
  }

  close() {
    this.#process.stdin.end();
  }
}
