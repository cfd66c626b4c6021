// What the readers of JSON and TOML share: where they stand, what they found wrong first, and how deep they are.
import { type ConfigDocument, type ConfigError, type ConfigNode, type ConfigScalar, deepestConfig } from './tree';

export abstract class Scanner {
  protected at = 0;
  /** The value that a comment on the same line would belong to. */
  protected lastValue: ConfigNode | null = null;
  private depth = 0;
  private firstError: ConfigError | null = null;

  constructor(protected readonly text: string) {
    if (text.charCodeAt(0) === 0xfeff) this.at = 1;
  }

  document(): ConfigDocument {
    const root = this.read();
    return { root, error: this.firstError };
  }

  protected abstract read(): ConfigNode | null;

  /** The value that begins here, of any kind; null where there is none. */
  protected abstract bareValue(start: number): ConfigNode | null;

  protected value(): ConfigNode | null {
    const start = this.at;
    if (this.depth >= deepestConfig) {
      this.fail('Nested too deeply', start);
      this.at = this.text.length;
      return null;
    }
    this.depth++;
    const node = this.bareValue(start);
    this.depth--;
    if (node) this.lastValue = node;
    return node;
  }

  protected scalar(start: number, type: ConfigScalar['type'], value: ConfigScalar['value']): ConfigScalar {
    return { kind: 'scalar', type, start, end: this.at, comment: null, value, text: this.text.slice(start, this.at) };
  }

  protected noteComment(start: number, end: number, text: string): void {
    if (this.lastValue) this.lastValue.comment ??= { start, end, text };
  }

  protected peek(): string {
    return this.text.charAt(this.at);
  }

  protected match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return null;
    this.at += found.length;
    return found;
  }

  /** Only the first error is kept: what follows it may come of it. */
  protected fail(message: string, start: number, end = start + 1): false {
    const { length } = this.text;
    const from = Math.min(start, length);
    this.firstError ??= { message, start: from, end: Math.min(Math.max(end, from), length) };
    return false;
  }

  /** What stands here, for a message. */
  protected shown(): string {
    if (this.at >= this.text.length) return 'the end of the file';
    return this.peek() === '\n' || this.peek() === '\r' ? 'the end of the line' : `'${this.peek()}'`;
  }
}
