// Random words in bulk: four generators (xoshiro128**) side by side, so that the lanes of a vector draw the same words, and a fifth for finer ones.
import { type Kernels } from './kernels/kernels';
import { seedWords } from './random';

const bufferLength = 1024;
const lanes = 4;

/**
 * Neurons whose numbers come from one stream; so many more have a further one. Two workers share a group between two of these, and each
 * draws for its own neurons what one alone would draw for them.
 */
export const neuronsPerStream = 1024;

/** The purpose of the stream that begins with this neuron. */
export const purposeFrom = (neuron: number, purpose: string): string =>
  neuron === 0 ? purpose : `${purpose}, from neuron ${neuron}`;

/** The state of the generators: four words of each of the four lanes, then those of the fifth. */
export function seedLanes(seed: number, purpose: string): Int32Array {
  const next = seedWords(seed, purpose);
  const state = Int32Array.from({ length: 20 }, next);
  // A generator whose words are all zero would stay there.
  for (let lane = 12; lane < 16; lane++) state[lane] = (state[lane] as number) | 1;
  state[19] = (state[19] as number) | 1;
  return state;
}

/** Fills `words`, a multiple of four, lane after lane. */
export function fillWords(state: Int32Array, words: Uint32Array): void {
  for (let lane = 0; lane < lanes; lane++) {
    let a = state[lane] as number;
    let b = state[lane + 4] as number;
    let c = state[lane + 8] as number;
    let d = state[lane + 12] as number;
    for (let i = lane; i < words.length; i += lanes) {
      const times5 = Math.imul(b, 5);
      words[i] = Math.imul((times5 << 7) | (times5 >>> 25), 9);
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
    }
    state[lane] = a;
    state[lane + 4] = b;
    state[lane + 8] = c;
    state[lane + 12] = d;
  }
}

/** The next word of the fifth generator. */
export function fineWord(state: Int32Array): number {
  const a = state[16] as number;
  const b = state[17] as number;
  const c = (state[18] as number) ^ a;
  const d = (state[19] as number) ^ b;
  const times5 = Math.imul(b, 5);
  state[16] = a ^ d;
  state[17] = b ^ c;
  state[18] = c ^ (b << 9);
  state[19] = (d << 11) | (d >>> 21);
  return Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 0;
}

/** The words of one purpose under one seed, one after the other; a kernel makes them where there is one. */
export class Words {
  private readonly buffer = new Uint32Array(bufferLength);
  private next = bufferLength;
  private readonly state: Int32Array;

  constructor(
    seed: number,
    purpose: string,
    private readonly kernels: Kernels | null,
  ) {
    this.state = seedLanes(seed, purpose);
  }

  /** 32 random bits. */
  word(): number {
    if (this.next === bufferLength) this.refill();
    return this.buffer[this.next++] as number;
  }

  /** Uniform in [0, 1), with 53 bits. */
  uniform(): number {
    return ((this.word() >>> 5) * 0x4000000 + (this.word() >>> 6)) / 0x20000000000000;
  }

  /** Uniform integer in [0, below), for up to two million; beyond 2²¹ by more bits. */
  integer(below: number): number {
    if (below > 0x200000) return Math.floor(this.uniform() * below);
    return Math.floor((this.word() * below) / 0x100000000);
  }

  private refill(): void {
    if (this.kernels === null) fillWords(this.state, this.buffer);
    else this.kernels.fillWords(this.state, this.buffer);
    this.next = 0;
  }
}
