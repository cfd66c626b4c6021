// Weights that learn from who fires in the same step, and leak towards zero: the rule of the 4D framework (`plasticity.py`).
import { type Arrivals } from './arrivals';
import { type Changing, Course, coursePoints, weightsToChange } from './changing';
import { type Deliver } from './delivery';
import { Due } from './due';
import { type History } from './history';
import { type Connection, type Hebbian } from './plan';
import { movedFrom } from './plasticity';
import { type Learned } from './recording';
import { type Rows } from './rows';

export class Hebb implements Changing {
  readonly weights: Float64Array;
  carried = 0;
  private readonly course: Course;
  /** The step up to which each weight has leaked. */
  private readonly leaked: Int32Array;
  private readonly firedNow: Uint8Array;
  /** Of weights that inhibit the size learns. */
  private readonly sign: number;
  private steps = 0;
  private potentiations = 0;
  private depressions = 0;

  constructor(
    private readonly connection: Connection,
    private readonly synapses: Rows,
    private readonly rule: Hebbian,
    targets: number,
    dtMs: number,
    steps: number,
  ) {
    this.weights = weightsToChange(connection, synapses);
    this.sign = connection.weight < 0 ? -1 : 1;
    this.leaked = new Int32Array(this.weights.length);
    this.firedNow = new Uint8Array(targets);
    this.course = new Course(this.weights, Math.max(1, Math.ceil(steps / coursePoints)), dtMs);
  }

  /** Who fired in a step is known in the next one: the weights learn then, before anything is sent. */
  delivery(fired: History, heard: History, arrivals: Arrivals): Deliver {
    const { delaySteps, port } = this.connection;
    const { targets } = this.synapses;
    const gain = arrivals.gain(port);
    const due = new Due(fired, this.synapses, delaySteps);
    return (step) => {
      this.learn(step - 1, fired, heard);
      this.steps = step;
      const slot = arrivals.into(step, port);
      let events = 0;
      due.each(step, (_, start, end) => {
        for (let i = start; i < end; i++) {
          const target = targets[i] as number;
          const weight = this.weightNow(i, step);
          slot[target] = (slot[target] as number) + weight * gain;
          this.carried += weight;
        }
        events += end - start;
      });
      return events;
    };
  }

  sample(stepsDone: number): void {
    this.course.sample(stepsDone);
  }

  released(): null {
    return null;
  }

  learned(): Omit<Learned, 'source' | 'target' | 'weightUnit'> {
    const { weights, rule, synapses, connection, potentiations, depressions } = this;
    for (let i = 0; i < weights.length; i++) this.weightNow(i, this.steps);
    const initial = synapses.weights ?? Float64Array.of(connection.weight);
    return { ...movedFrom(initial, weights, rule), potentiations, depressions, course: this.course.result() };
  }

  private learn(step: number, fired: History, heard: History): void {
    if (step < 0 || fired.countOf(step) === 0) return;
    const { firedNow, rule, synapses, weights, leaked, sign } = this;
    const [first, count] = [heard.startOf(step), heard.countOf(step)];
    for (let k = first; k < first + count; k++) firedNow[heard.list[k] as number] = 1;
    const from = fired.startOf(step);
    for (let k = from; k < from + fired.countOf(step); k++) {
      const source = fired.list[k] as number;
      for (let i = synapses.offsets[source] as number; i < (synapses.offsets[source + 1] as number); i++) {
        const together = firedNow[synapses.targets[i] as number] === 1;
        if (together) this.potentiations++;
        else this.depressions++;
        const weight = sign * this.weightNow(i, step) + (together ? rule.together : rule.alone);
        const held = Math.min(rule.highest, Math.max(rule.lowest, weight));
        weights[i] = sign * towardsZero(held, rule.decay);
        leaked[i] = step + 1;
      }
    }
    for (let k = first; k < first + count; k++) firedNow[heard.list[k] as number] = 0;
  }

  private weightNow(synapse: number, step: number): number {
    const { weights, leaked, rule } = this;
    const weight = weights[synapse] as number;
    const passed = step - (leaked[synapse] as number);
    if (rule.decay === 0 || passed <= 0) return weight;
    leaked[synapse] = step;
    return (weights[synapse] = towardsZero(weight, passed * rule.decay));
  }
}

const towardsZero = (weight: number, by: number): number =>
  weight > 0 ? Math.max(0, weight - by) : Math.min(0, weight + by);
