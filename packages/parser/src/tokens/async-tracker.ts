import { T } from './token-types.js';

/** `async` and `await` as names outside `async def`, for feature versions below 3.7 (`async_hacks` in tokenizer.c). */
export class AsyncTracker {
  private inAsyncDef = false;
  private indent = 0;
  private sawNewline = false;
  private pendingAsync = false;
  private depth = 0;

  lineStarted(depth: number): void {
    this.depth = depth;
    if (this.inAsyncDef && this.sawNewline && this.indent >= depth) {
      this.inAsyncDef = false;
      this.sawNewline = false;
    }
  }

  newline(): void {
    if (this.inAsyncDef) this.sawNewline = true;
  }

  definition(): void {
    if (this.pendingAsync) {
      this.inAsyncDef = true;
      this.indent = this.depth;
      this.pendingAsync = false;
    }
  }

  isKeyword(type: T, text: string, end: number): boolean {
    if (this.inAsyncDef) return true;
    if (type === T.ASYNC && /^[ \t\f]+def(?![a-zA-Z0-9_\u0080-\uffff])/.test(text.slice(end, end + 64))) {
      this.pendingAsync = true;
      return true;
    }
    return false;
  }
}
