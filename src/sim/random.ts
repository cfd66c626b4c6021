// A seeded generator (xoshiro128**, Blackman and Vigna 2018) with one stream per purpose, the same bit by bit on every machine.

export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d: number;
  private spare = NaN;

  constructor(words: readonly [number, number, number, number]) {
    [this.a, this.b, this.c, this.d] = words;
  }

  /** 32 random bits as a signed integer. */
  bits(): number {
    const times5 = Math.imul(this.b, 5);
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9);
    const shifted = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= shifted;
    this.d = (this.d << 11) | (this.d >>> 21);
    return result;
  }

  /** Uniform in [0, 1), with 53 bits. */
  uniform(): number {
    return ((this.bits() >>> 5) * 0x4000000 + (this.bits() >>> 6)) / 0x20000000000000;
  }

  /** Standard normal, by Marsaglia's polar method. */
  normal(): number {
    if (!Number.isNaN(this.spare)) {
      const kept = this.spare;
      this.spare = NaN;
      return kept;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      this.spare = y * scale;
      return x * scale;
    }
  }

  /** Uniform integer in [0, below). */
  integer(below: number): number {
    return Math.floor(this.uniform() * below);
  }
}

/** The stream of one purpose under one seed: other purposes neither disturb it nor are disturbed by it. */
export function stream(seed: number, purpose: string): Random {
  const next = seedWords(seed, purpose);
  return new Random([next(), next(), next(), next() | 1]);
}

/** Words to start the generators of one purpose under one seed with. */
export function seedWords(seed: number, purpose: string): () => number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, seed);
  return splitmix(
    mix(hash(purpose, 0x811c9dc5) ^ view.getInt32(0)),
    mix(hash(purpose, 0x2f0b4c47) ^ mix(view.getInt32(4) + 0x9e3779b9)),
  );
}

/** FNV-1a over the UTF-16 units. */
function hash(text: string, basis: number): number {
  let value = basis | 0;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value;
}

/** The finaliser of MurmurHash3: every bit of the input reaches every bit of the output. */
function mix(word: number): number {
  let value = word | 0;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}

/** Words out of two hashes by a Weyl sequence and the finaliser. */
function splitmix(low: number, high: number): () => number {
  let first = low;
  let second = high;
  return () => {
    first = (first + 0x9e3779b9) | 0;
    second = (second + 0x7f4a7c15) | 0;
    return mix(mix(first) ^ second);
  };
}
