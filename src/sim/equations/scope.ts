// What the names of a model mean at one point of a step: the variables' momentary values, subexpressions of them, constants, time.
import { type EquationModel } from '../../core/network/network';
import { Unsuited } from '../error';
import { type Layout, timeAt } from './layout';
import { lower, type Scope } from './lower';
import { type Node, type Tape } from './tape';

/** Values in place of those in the slots, by name. */
export type Values = ReadonlyMap<string, Node>;

export interface Setting {
  readonly model: EquationModel;
  readonly layout: Layout;
  readonly tape: Tape;
  readonly dtS: number;
  readonly size: number;
}

/** Noise stands in the tape as a shared number behind all others, until the integration puts draws in its place. */
const firstNoise = 1000;
const isNoise = (name: string): boolean => name === 'xi' || name.startsWith('xi_');

export class Moment implements Scope {
  private readonly known = new Map<string, Node>();
  private depth = 0;

  /** @param later by how many steps after the start of the step */
  constructor(
    private readonly setting: Setting,
    private readonly values: Values = new Map(),
    private readonly later = 0,
    private readonly noises: Map<string, Node> = new Map(),
  ) {}

  nodeOf(name: string): Node | null {
    const given = this.values.get(name) ?? this.known.get(name);
    if (given !== undefined) return given;
    const made = this.make(name);
    if (made !== null) this.known.set(name, made);
    return made;
  }

  call(name: string, args: readonly Node[]): Node | null {
    const { model, tape } = this.setting;
    const place = Object.keys(model.tables ?? {}).indexOf(name);
    const [time, column] = args;
    if (place < 0 || time === undefined) return null;
    return tape.table(place, time, column ?? tape.constant(0));
  }

  private make(name: string): Node | null {
    const { model, layout, tape, dtS, size } = this.setting;
    const slot = layout.slots.get(name);
    if (slot !== undefined) return tape.slot(slot);
    const subexpression = layout.subexpressions.get(name)?.expression;
    if (subexpression) {
      if (++this.depth > 50) throw new Unsuited(`\`${name}\` in its equations is defined by itself`);
      const node = lower(subexpression, tape, this);
      this.depth--;
      return node;
    }
    if (isNoise(name)) {
      const node = this.noises.get(name) ?? tape.shared(firstNoise + this.noises.size);
      this.noises.set(name, node);
      return node;
    }
    const constant = model.constants[name];
    if (constant !== undefined && constant !== null) return tape.constant(constant);
    switch (name) {
      case 't':
        return this.time();
      case 'dt':
        return tape.constant(dtS);
      case 'i':
        return tape.slot(layout.index);
      case 'N':
        return tape.constant(model.groupSize ?? size);
      case 'lastspike':
        return tape.slot(layout.lastSpike);
      case 'not_refractory':
        return tape.slot(layout.active);
      default:
        return null;
    }
  }

  private time(): Node {
    const { tape, dtS } = this.setting;
    const start = tape.shared(timeAt);
    return this.later === 0 ? start : tape.add(start, tape.constant(this.later * dtS));
  }
}

/** Each noise's node in the tape, by its name. */
export type Noises = ReadonlyMap<string, Node>;
