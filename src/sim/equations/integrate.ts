// One step of the differential equations by the methods that Brian 2 has, under the names that it gives them (Brian 2.5, stateupdaters/).
import { Unsuited } from '../error';
import { exactly } from './exact';
import { hasFlag } from './layout';
import { linearIn, reaches } from './linear';
import { lower } from './lower';
import { Moment, type Setting, type Values } from './scope';
import { type Node, type Tape } from './tape';

export interface Step {
  /** The variables' values at the end of the step, by name. */
  readonly values: Values;
  readonly method: string;
}

/** dx/dt = drift + Σ noise · xi, of each variable. */
interface Slope {
  readonly drift: Node;
  readonly noise: readonly { readonly by: string; readonly factor: Node }[];
}
type Slopes = ReadonlyMap<string, Slope>;

/** @param active 1 where the neuron is not refractory; what is flagged so stands still elsewhere */
export function integrate(setting: Setting, held: Values, active: Node | null): Step {
  const slopesAt = slopesOf(setting, held, active);
  const now = slopesAt(new Map(), 0);
  const noisy = [...now.values()].some(({ noise }) => noise.length > 0);
  const wanted = setting.model.method ?? null;
  let method = wanted ?? fallback(setting, now);
  if (wanted === null || /^(?:exact|linear|independent)$/.test(wanted)) {
    const values = noisy ? 'nonlinear' : exactly(setting, held, active);
    if (typeof values !== 'string') return { values, method: 'exact' };
    if (wanted !== null || values === 'involved') method = noisy ? fallback(setting, now) : 'rk4';
  }
  const stages = new Stages(setting, slopesAt, now);
  switch (method) {
    case 'euler':
    case 'forward_euler':
      return { values: stages.euler(), method };
    case 'exponential_euler':
      return { values: exponentialEuler(setting, held, active), method };
    case 'heun':
      return { values: stages.heun(), method };
    case 'milstein':
      return { values: stages.milstein(), method };
    case 'rk2':
      return { values: stages.rungeKutta2(), method };
    default:
      if (noisy) throw new Unsuited(`the method ${method} takes no noise`);
      return { values: stages.rungeKutta4(), method: 'rk4' };
  }
}

/** What Brian takes where no method is given and the equations are not linear: euler, or heun for multiplicative noise. */
function fallback({ tape, layout }: Setting, now: Slopes): string {
  const variables = new Set(layout.differential.map(({ name }) => tape.slot(layout.slots.get(name) as number)));
  const multiplies = [...now.values()].some(({ noise }) =>
    noise.some(({ factor }) => reaches(tape, factor, (node) => variables.has(node))),
  );
  return multiplies ? 'heun' : 'euler';
}

function slopesOf(setting: Setting, held: Values, active: Node | null): (values: Values, later: number) => Slopes {
  const { tape, layout } = setting;
  const noises = new Map<string, Node>();
  return (values, later) => {
    const moment = new Moment(setting, new Map([...held, ...values]), later, noises);
    return new Map(
      layout.differential.map((equation) => {
        const { name, expression } = equation;
        if (expression === null) throw new Unsuited(`the equation of \`${name}\` could not be read`);
        const whole = lower(expression, tape, moment);
        const moving = active !== null && hasFlag(equation, 'unless refractory') ? active : null;
        const parts = linearIn(tape, whole, new Set(noises.values()));
        if (parts === null)
          throw new Unsuited(`noise stands in the equation of \`${name}\` in a way that is not linear`);
        const stilled = (node: Node): Node => (moving === null ? node : tape.mul(node, moving));
        const noise = [...noises].flatMap(([by, node]) => {
          const factor = parts.factors.get(node);
          return factor === undefined ? [] : [{ by, factor: stilled(factor) }];
        });
        return [name, { drift: stilled(parts.rest ?? tape.constant(0)), noise }] as const;
      }),
    );
  };
}

class Stages {
  private readonly tape: Tape;
  private readonly draws = new Map<string, Node>();

  constructor(
    private readonly setting: Setting,
    private readonly slopesAt: (values: Values, later: number) => Slopes,
    private readonly now: Slopes,
  ) {
    this.tape = setting.tape;
  }

  euler(): Values {
    return this.each((x, { drift, noise }) => this.sum(x, this.times(drift, this.dt), ...this.kicks(noise)));
  }

  rungeKutta2(): Values {
    const half = this.each((x, { drift }) => this.sum(x, this.div2(this.times(drift, this.dt))));
    const middle = this.slopesAt(half, 0.5);
    return this.each((x, _, name) => this.sum(x, this.times(this.drift(middle, name), this.dt)));
  }

  rungeKutta4(): Values {
    const { tape } = this;
    const k = (slopes: Slopes, name: string): Node => this.times(this.drift(slopes, name), this.dt);
    const first = this.now;
    const second = this.slopesAt(
      this.each((x, _, name) => this.sum(x, this.div2(k(first, name)))),
      0.5,
    );
    const third = this.slopesAt(
      this.each((x, _, name) => this.sum(x, this.div2(k(second, name)))),
      0.5,
    );
    const fourth = this.slopesAt(
      this.each((x, _, name) => this.sum(x, k(third, name))),
      1,
    );
    const two = tape.constant(2);
    return this.each((x, _, name) => {
      const sum = this.sum(
        k(first, name),
        tape.mul(two, k(second, name)),
        tape.mul(two, k(third, name)),
        k(fourth, name),
      );
      return this.sum(x, tape.div(sum, tape.constant(6)));
    });
  }

  /** Stratonovich. */
  heun(): Values {
    const support = this.slopesAt(
      this.each((x, { noise }) => this.sum(x, ...this.kicks(noise))),
      1,
    );
    const half = this.tape.constant(0.5);
    return this.each((x, { drift, noise }, name) => {
      const later = support.get(name)?.noise ?? [];
      const kicks = [...this.kicks(noise), ...this.kicks(later)].map((kick) => this.tape.mul(half, kick));
      return this.sum(x, this.times(drift, this.dt), ...kicks);
    });
  }

  milstein(): Values {
    const { tape, dt } = this;
    const root = tape.constant(Math.sqrt(this.setting.dtS));
    const support = this.slopesAt(
      this.each((x, { drift, noise }) =>
        this.sum(x, this.times(drift, dt), ...noise.map(({ factor }) => tape.mul(root, factor))),
      ),
      0,
    );
    return this.each((x, { drift, noise }, name) => {
      const corrections = noise.map(({ by, factor }) => {
        const there = support.get(name)?.noise.find((each) => each.by === by)?.factor ?? factor;
        const draw = this.draw(by);
        const difference = tape.div(tape.sub(there, factor), tape.mul(tape.constant(2), root));
        return tape.mul(difference, tape.mul(draw, draw));
      });
      return this.sum(x, this.times(drift, dt), ...this.kicks(noise), ...corrections);
    });
  }

  private get dt(): Node {
    return this.tape.constant(this.setting.dtS);
  }

  private each(of: (x: Node, slope: Slope, name: string) => Node): Map<string, Node> {
    const { layout, tape } = this.setting;
    return new Map(
      [...this.now].map(([name, slope]) => [name, of(tape.slot(layout.slots.get(name) as number), slope, name)]),
    );
  }

  private drift(slopes: Slopes, name: string): Node {
    return slopes.get(name)?.drift ?? this.tape.constant(0);
  }

  private kicks(noise: Slope['noise']): Node[] {
    return noise.map(({ by, factor }) => this.tape.mul(factor, this.draw(by)));
  }

  /** √dt times a normal number, the same one wherever this noise stands. */
  private draw(by: string): Node {
    const known = this.draws.get(by);
    if (known !== undefined) return known;
    const made = this.tape.mul(this.tape.constant(Math.sqrt(this.setting.dtS)), this.tape.normal());
    this.draws.set(by, made);
    return made;
  }

  private times = (a: Node, b: Node): Node => this.tape.mul(b, a);
  private div2 = (a: Node): Node => this.tape.div(a, this.tape.constant(2));
  private sum = (first: Node, ...rest: readonly Node[]): Node => rest.reduce((a, b) => this.tape.add(a, b), first);
}

/** Each variable goes exactly where it would with all others standing still: x ← (x + b/a)·e^{a·dt} − b/a for dx/dt = a·x + b. */
function exponentialEuler(setting: Setting, held: Values, active: Node | null): Values {
  const { tape, layout, dtS } = setting;
  const moment = new Moment(setting, held);
  return new Map(
    layout.differential.map((equation) => {
      const { name, expression } = equation;
      const x = tape.slot(layout.slots.get(name) as number);
      const slope = expression && lower(expression, tape, moment);
      // What is no straight line in it, as a gate that follows at once, stands for what it is now: Brian 2.5, `get_conditionally_linear_system`.
      const parts = slope && linearIn(tape, slope, new Set([x]), true);
      if (!parts) throw new Unsuited(`the equation of \`${name}\` could not be read`);
      const next = towards(tape, x, parts.factors.get(x) ?? null, parts.rest, dtS);
      return [name, active !== null && hasFlag(equation, 'unless refractory') ? tape.select(active, next, x) : next];
    }),
  );
}

function towards(tape: Tape, x: Node, a: Node | null, b: Node | null, dtS: number): Node {
  const dt = tape.constant(dtS);
  if (a === null) return b === null ? x : tape.add(x, tape.mul(dt, b));
  const grown = tape.unary('exp', tape.mul(a, dt));
  if (b === null) return tape.mul(x, grown);
  const ratio = tape.div(b, a);
  return tape.sub(tape.mul(tape.add(x, ratio), grown), ratio);
}
