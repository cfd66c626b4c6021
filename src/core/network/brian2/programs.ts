// Brian 2's synapses whose own equations and code decide what an event does, as plain data for a simulation.
import { onePoly, type Poly } from '../../evaluate/poly';
import { type Thing, type Value } from '../../evaluate/value';
import { lookupFor } from '../../brian/lookup';
import { endsOf } from '../../brian/model';
import { type Part, rangeOf, textOf } from '../../brian/parts';
import { equationsOf, isSummed, sideVariable, sideVariablesOf, spikeCodeOf } from '../../brian/programs';
import { type AllSettings } from '../../brian/settings';
import { parseExpression } from '../../equations/expression';
import { type Expression } from '../../equations/tree';
import { changesIn, namesBefore, namesOf, regularOf } from './equations';
import { drawnParameters, startsOf } from './starts';
import { type Quantity, type SynapseProgram } from '../network';

export interface ProgramPlace {
  readonly synapses: Thing;
  readonly pre: Part;
  readonly post: Part;
  readonly settings: AllSettings;
  /** What `added`, in SI, is to the target's variable. */
  readonly effectOf: (variable: string, added: Poly) => { readonly receptor: string | null; readonly weight: Quantity };
  readonly delayOf: (pathway: string) => Quantity;
}

export function programOf({ synapses, pre, post, settings, effectOf, delayOf }: ProgramPlace): SynapseProgram {
  const lookup = lookupFor(synapses);
  const own = equationsOf(synapses);
  const code = spikeCodeOf(synapses);
  const starts = [...namesBefore(synapses, settings), ...startsOf(synapses, settings)];
  const changes = changesIn(synapses, settings);
  const regular = regularOf(synapses, settings);
  const set = [...starts, ...changes.flatMap((each) => each.starts)];
  const equations = [...own, ...drawnParameters(set, own)];
  const written = settings.lastOf(synapses, 'delay')?.value;
  const delayS = delayText(written, delayOf('pre'));
  const texts = [
    ...settings.textsOf(synapses).values(),
    ...settings.repeatedOf(synapses).map((each) => each.code.value),
  ];
  const used = [
    ...own.map((each) => each.expression),
    ...code.flatMap(({ statements }) => statements.map((each) => each.expression)),
    ...set.map((each) => each.expression),
    ...regular.flatMap(({ statements }) => statements.map((each) => each.expression)),
    delayS,
  ];
  const { source, target } = endsOf(synapses);
  const [from, to] = [source && rangeOf(source), target && rangeOf(target)];
  const changed = code.flatMap(({ statements }) => statements.map(({ name }) => name));
  const events = new Set(
    changed.flatMap((name) => {
      const side = sideVariable(lookup, name);
      return side?.side === 'post' ? [side.variable] : [];
    }),
  );
  return {
    ...{ equations, starts, delayS, method: textOf(synapses, 'method') },
    ...namesOf(synapses, used, settings),
    ...(changes.length > 0 ? { changes } : {}),
    ...(regular.length > 0 ? { regular } : {}),
    code: code.map(({ on, event, pathway, statements }) => ({
      ...{ on, statements, delay: delayOf(pathway) },
      ...(event === null ? {} : { event }),
    })),
    sides: [...sideVariablesOf(synapses, texts), ...summedInto(synapses)],
    effects: [...events].map((variable) => {
      const { receptor, weight } = effectOf(variable, onePoly);
      return { variable, receptor, perUnit: weight };
    }),
    preFirst: pre.start - (from?.start ?? 0),
    postFirst: post.start - (to?.start ?? 0),
    preSize: from && from.stop !== null ? from.stop - from.start : null,
    postSize: to && to.stop !== null ? to.stop - to.start : null,
  };
}

/** A text that is no plain draw. */
function delayText(value: Value | undefined, known: Quantity): Expression | null {
  if (value?.kind !== 'text' || known.value !== null || known.drawn) return null;
  return parseExpression(value.value).value;
}

/** The variables of the target that sums are put into. */
function summedInto(synapses: Thing): SynapseProgram['sides'] {
  const lookup = lookupFor(synapses);
  return equationsOf(synapses).flatMap((each) => {
    if (!isSummed(each)) return [];
    const name = each.name;
    const variable = name.replace(/_(?:pre|post)$/, '');
    return [{ name, side: name.endsWith('_pre') ? ('pre' as const) : ('post' as const), variable, read: true }].filter(
      () => lookup.model.variables.has(name),
    );
  });
}
