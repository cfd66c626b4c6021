// Mean and spread of numbers that come one by one, which are kept too where there is room for them.
export class Figures {
  count = 0;
  least = Infinity;
  most = -Infinity;
  /** In the order in which they came; as long as there is room. */
  readonly each: Float64Array;
  private first = 0;
  private sum = 0;
  private squares = 0;

  constructor(room: number) {
    this.each = new Float64Array(room);
  }

  add(value: number): void {
    // About the first value, so that the spread of large numbers that are nearly alike is not lost.
    if (this.count === 0) this.first = value;
    if (this.count < this.each.length) this.each[this.count] = value;
    const from = value - this.first;
    this.sum += from;
    this.squares += from * from;
    this.least = Math.min(this.least, value);
    this.most = Math.max(this.most, value);
    this.count++;
  }

  times(factor: number): Figures {
    const result = new Figures(this.each.length);
    this.each.forEach((value) => result.add(value * factor));
    if (this.each.length > 0) return result;
    // None are kept: their sums are enough.
    const ends = [this.least * factor, this.most * factor];
    const whole = {
      ...{ count: this.count, least: Math.min(...ends), most: Math.max(...ends), first: this.first * factor },
      ...{ sum: this.sum * factor, squares: this.squares * factor ** 2 },
    };
    return Object.assign(result, whole);
  }

  get isOne(): boolean {
    return this.least === this.most;
  }

  get mean(): number {
    return this.isOne ? this.least : this.first + this.sum / this.count;
  }

  get variance(): number {
    return this.isOne ? 0 : Math.max(0, this.squares / this.count - (this.sum / this.count) ** 2);
  }
}
